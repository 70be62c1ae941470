/** Words of a shingle: long enough that files of one project have few in common, short enough to outlive types and imports. */
const SHINGLE = 5;
/**
 * From this share of the smaller one's shingles on two texts belong together; from the lower one where their files have
 * one name but for its ending, as `parse.ts` and `parse.js`: what mostly imports others changes most when it is compiled.
 */
const THRESHOLD = 0.4;
const THRESHOLD_OF_NAMESAKES = 0.2;
const MIN_SHARED = 8;
/** Shingles that are kept, about, however much text there is: of more, those whose hash is divisible. */
const MAX_SHINGLES = 2_000_000;
/** A shingle that more texts share is no mark of a pair: it links each with the next alone. */
const MAX_PAIRED = 5;
const MAX_TEXTS = 2 ** 20;

export interface NamedText {
  /** Of the text's file, with `/`. */
  readonly path: string;
  /** A number for each word, and for each sign between them. */
  readonly words: ArrayLike<number>;
}

/**
 * Groups texts of which one holds much of another, transitively: copies, compiled twins, vendored parts. The result has
 * for each text the index of a text of its group. Pairs that are known to belong together are joined as well. Containment
 * is estimated on shingles chosen by their hash (FracMinHash: Irber et al., 2022); time and memory are linear in the words.
 */
export function contentGroups(
  texts: readonly NamedText[],
  known: Iterable<readonly [one: number, other: number]> = [],
): number[] {
  const groups = new Groups(texts.length);
  for (const [one, other] of known) groups.join(one, other);
  const every = Math.ceil(texts.reduce((sum, { words }) => sum + words.length, 0) / MAX_SHINGLES) || 1;
  const shingles = texts.map(({ words }) => shinglesOf(words, every));
  for (const [pair, count] of sharedByPair(shingles)) {
    const [one, other] = [Math.floor(pair / MAX_TEXTS), pair % MAX_TEXTS];
    const smaller = Math.min(shingles[one].length, shingles[other].length);
    const threshold = stem(texts[one]) === stem(texts[other]) ? THRESHOLD_OF_NAMESAKES : THRESHOLD;
    if (count >= MIN_SHARED && count >= threshold * smaller) groups.join(one, other);
  }
  return texts.map((_, text) => groups.of(text));
}

/** A file's name without folders and endings. */
function stem({ path }: NamedText): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/(?<=.)\..*$/, "");
}

/** Disjoint sets, each known by its least member. */
class Groups {
  readonly #parents: number[];

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, at) => at);
  }

  of(member: number): number {
    let root = member;
    while (this.#parents[root] !== root) root = this.#parents[root] = this.#parents[this.#parents[root]];
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }
}

/** The hashes of a text's shingles, each once, those that `every` divides. */
function shinglesOf(words: ArrayLike<number>, every: number): Uint32Array {
  const hashes = new Set<number>();
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    let hash = 0;
    for (let next = at; next < at + SHINGLE; next++)
      hash = Math.imul(hash ^ words[next], 0x5bd1e995) ^ (hash >>> 15);
    hash = (hash ^ (hash >>> 13)) >>> 0;
    if (hash % every === 0) hashes.add(hash);
  }
  return Uint32Array.from(hashes);
}

/** How many shingles each pair of texts shares, by `MAX_TEXTS` times the one plus the other. */
function sharedByPair(shingles: readonly Uint32Array[]): Map<number, number> {
  const shared = new Map<number, number>();
  const entries = Float64Array.from(
    shingles.flatMap((hashes, text) => Array.from(hashes, (hash) => hash * MAX_TEXTS + text)),
  ).sort();
  const count = (one: number, other: number) => {
    const pair = (entries[one] % MAX_TEXTS) * MAX_TEXTS + (entries[other] % MAX_TEXTS);
    shared.set(pair, (shared.get(pair) ?? 0) + 1);
  };
  for (let start = 0, end = 0; start < entries.length; start = end) {
    const hash = Math.floor(entries[start] / MAX_TEXTS);
    while (end < entries.length && Math.floor(entries[end] / MAX_TEXTS) === hash) end++;
    const reach = end - start > MAX_PAIRED ? 1 : MAX_PAIRED;
    for (let one = start; one < end; one++)
      for (let other = one + 1; other <= Math.min(end - 1, one + reach); other++) count(one, other);
  }
  return shared;
}
