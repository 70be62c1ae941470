import { hashIndex, type Key } from "./hashIndex";
import { SIGNATURE_LENGTH, similarity } from "./minHash";

/** What a text counts beside those before it, which `T` names. */
export interface Novelty<T> {
  /** 1 for a text of its own; for a near-duplicate about the share of it that is new. */
  readonly weight: number;
  readonly nearDuplicateOf?: T;
}

export interface NearDuplicates<T> {
  /** Weighs a text against all before it, and keeps it for those that follow. */
  add(signature: Uint8Array | undefined, name: T): Novelty<T>;
}

/** From this similarity on a text is a near-duplicate. */
const THRESHOLD = 0.8;
/** Eight bands of four bytes: a pair of similarity 0.8 shares a band with a probability of 98 %, one of 0.5 with 40 %. */
const BANDS = 8;
const BAND_LENGTH = 4;
/** Texts to compare with that are kept, so that memory is bounded: about 300 bytes for each. */
const MAX_KEPT = 250_000;

const UNIQUE = { weight: 1 };

/** Finds near-duplicates by locality-sensitive hashing of MinHash signatures. */
export function nearDuplicates<T>(): NearDuplicates<T> {
  const names: T[] = [];
  const signatures = signatureList();
  const bands = hashIndex();
  return {
    add(signature, name) {
      if (signature === undefined) return UNIQUE;
      const keys = bandKeys(signature);
      const candidates = new Set(keys.map((key) => bands.get(key)).filter((index) => index !== undefined));
      let best = { similarity: 0, index: -1 };
      for (const index of candidates) {
        const similar = similarity(signature, signatures.at(index));
        if (similar > best.similarity) best = { similarity: similar, index };
      }
      if (best.similarity >= THRESHOLD)
        return { weight: 1 - best.similarity, nearDuplicateOf: names[best.index] };
      if (names.length < MAX_KEPT) {
        for (const key of keys) if (bands.get(key) === undefined) bands.set(key, names.length);
        names.push(name);
        signatures.push(signature);
      }
      return UNIQUE;
    },
  };
}

/** Signatures one behind the other in one array: as objects of their own they would take three times the memory. */
function signatureList() {
  let bytes = new Uint8Array(1024 * SIGNATURE_LENGTH);
  let length = 0;
  return {
    at: (index: number) => bytes.subarray(index * SIGNATURE_LENGTH, (index + 1) * SIGNATURE_LENGTH),
    push(signature: Uint8Array): void {
      if (length === bytes.length) {
        const larger = new Uint8Array(2 * length);
        larger.set(bytes);
        bytes = larger;
      }
      bytes.set(signature, length);
      length += SIGNATURE_LENGTH;
    },
  };
}

function bandKeys(signature: Uint8Array): Key[] {
  const view = new DataView(signature.buffer, signature.byteOffset, SIGNATURE_LENGTH);
  return Array.from({ length: BANDS }, (_, band) => {
    const value = view.getUint32(band * BAND_LENGTH);
    return [band, (Math.imul(value, 0x9e3779b1) ^ band) >>> 0] as const;
  });
}
