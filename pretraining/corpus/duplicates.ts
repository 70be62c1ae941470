const SHINGLE_WORDS = 5;
const BINS = 64;
const ROWS = 4;
const SAME = 0.7;

/**
 * Recognises exact and near duplicates of the texts it has been shown: one-permutation MinHash (Li, Owen, Zhang:
 * "One Permutation Hashing", NIPS 2012) over shingles of five words, 64 bins in bands of four; a candidate that
 * agrees in 70 % of the bins is a duplicate.
 */
export function duplicateFilter(): (text: string) => boolean {
  const buckets = new Map<number, number[]>();
  const signatures: Uint32Array[] = [];
  return (text) => {
    const signature = signatureOf(text);
    const keys = bandKeys(signature);
    const candidates = new Set(keys.flatMap((key) => buckets.get(key) ?? []));
    for (const at of candidates) if (agreement(signatures[at]!, signature) >= SAME) return true;
    signatures.push(signature);
    for (const key of keys) {
      const bucket = buckets.get(key);
      if (bucket) bucket.push(signatures.length - 1);
      else buckets.set(key, [signatures.length - 1]);
    }
    return false;
  };
}

function signatureOf(text: string): Uint32Array {
  const bins = new Uint32Array(BINS).fill(0xffffffff);
  const recent = new Uint32Array(SHINGLE_WORDS);
  let words = 0;
  for (const hash of wordHashes(text)) {
    recent[words++ % SHINGLE_WORDS] = hash;
    if (words < SHINGLE_WORDS) continue;
    let shingle = 0;
    for (let back = 0; back < SHINGLE_WORDS; back++)
      shingle = Math.imul(shingle, 31) + recent[(words + back) % SHINGLE_WORDS]!;
    const mixed = mix(shingle);
    const bin = mixed % BINS;
    if (mixed < bins[bin]!) bins[bin] = mixed;
  }
  return bins;
}

/** A hash of each run of letters and digits, in either case alike. */
function* wordHashes(text: string): Generator<number> {
  let hash = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) | 0x20 : 0x20;
    const inWord = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || unit > 0x7f;
    if (inWord) hash = Math.imul((hash || 0x811c9dc5) ^ unit, 0x01000193);
    else if (hash !== 0) {
      yield hash;
      hash = 0;
    }
  }
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function bandKeys(signature: Uint32Array): number[] {
  const keys: number[] = [];
  for (let band = 0; band < BINS; band += ROWS) {
    const rows = signature.subarray(band, band + ROWS);
    if (rows.every((row) => row === 0xffffffff)) continue;
    keys.push(rows.reduce((key, row) => mix(Math.imul(key, 31) + row), band));
  }
  return keys;
}

/** The share of bins, of those filled in either text, that hold the same minimum. */
function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  let filled = 0;
  for (let bin = 0; bin < BINS; bin++) {
    if (a[bin] === 0xffffffff && b[bin] === 0xffffffff) continue;
    filled++;
    if (a[bin] === b[bin]) same++;
  }
  return filled === 0 ? 0 : same / filled;
}

/** Takes out paragraphs of running text that have been seen before: notes and boilerplate that pages repeat. */
export function repeatedParagraphFilter(minUnits = 60): (text: string) => string {
  const seen = new Set<string>();
  return (text) =>
    text
      .split(/\n{2,}/)
      .filter((paragraph) => {
        if (paragraph.length < minUnits) return true;
        const fresh = !seen.has(paragraph);
        seen.add(paragraph);
        return fresh;
      })
      .join("\n\n");
}
