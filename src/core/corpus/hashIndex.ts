import { PairTable } from "../pairTable";

/** 64 bits of a hash as two unsigned 32-bit integers. */
export type Key = readonly [high: number, low: number];

/** A map from 64-bit hashes to unsigned 32-bit integers. */
export interface HashIndex {
  readonly size: number;
  get(key: Key): number | undefined;
  set(key: Key, value: number): void;
}

export function hashIndex(): HashIndex {
  const keys = new PairTable();
  const values: number[] = [];
  return {
    get size() {
      return values.length;
    },
    get([high, low]) {
      const index = keys.find(high | 0, low | 0);
      return index < 0 ? undefined : values[index];
    },
    set([high, low], value) {
      values[keys.indexOf(high | 0, low | 0)] = value;
    },
  };
}
