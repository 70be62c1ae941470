import { PairTable } from "../../pairTable";
import { createMaxHeap } from "../maxHeap";
import { allTokens, type ByteLevelSpec } from "./spec";

/** Merges neighbouring ids into longer tokens. */
export interface Merging {
  /** Merges ids[0, count) in place and returns how many are left. */
  merge(ids: Int32Array, count: number): number;
}

/** Room for positions beside the rank of a pair in one number. */
const POSITIONS = 2 ** 31;

/**
 * Byte-pair encoding (Sennrich et al. 2016, https://arxiv.org/abs/1508.07909): of all neighbours that can be merged always
 * those with the lowest rank, of several the leftmost. With a heap of the pairs, n ids take time in O(n log n).
 */
export function createMerging(spec: ByteLevelSpec): Merging {
  const { ranks, merged } = rankedPairs(spec);
  let nexts = new Int32Array(256);
  let previous = new Int32Array(256);

  function reserve(count: number): void {
    if (count <= nexts.length) return;
    nexts = new Int32Array(2 * count);
    previous = new Int32Array(2 * count);
  }

  function link(count: number): void {
    reserve(count);
    for (let at = 0; at < count; at++) {
      nexts[at] = at + 1 < count ? at + 1 : -1;
      previous[at] = at - 1;
    }
  }

  return {
    merge(ids, count) {
      if (count < 2) return count;
      const heap = createMaxHeap<number>((a, b) => a < b);
      const rankAt = (at: number) => (nexts[at]! < 0 ? -1 : ranks.find(ids[at]!, ids[nexts[at]!]!));
      const offer = (at: number) => {
        const rank = at < 0 ? -1 : rankAt(at);
        if (rank >= 0) heap.push(rank * POSITIONS + at);
      };
      link(count);
      for (let at = 0; at < count - 1; at++) offer(at);
      for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
        const at = top % POSITIONS;
        const rank = (top - at) / POSITIONS;
        if (ids[at]! < 0 || rankAt(at) !== rank) continue; // merged otherwise meanwhile
        const right = nexts[at]!;
        ids[at] = merged[rank]!;
        ids[right] = -1;
        nexts[at] = nexts[right]!;
        if (nexts[right]! >= 0) previous[nexts[right]!] = at;
        offer(previous[at]!);
        offer(at);
      }
      return closeUp(ids, count);
    },
  };
}

/** Moves the ids that are not -1 together. */
function closeUp(ids: Int32Array, count: number): number {
  let kept = 0;
  for (let at = 0; at < count; at++) if (ids[at]! >= 0) ids[kept++] = ids[at]!;
  return kept;
}

/** The rank of each pair, and by rank what it becomes. */
function rankedPairs(spec: ByteLevelSpec) {
  const tokens = allTokens(spec);
  const ids = new Map(spec.vocab.map((token, id) => [token, id]));
  const ranks = new PairTable();
  const merged = Int32Array.from(spec.merges, ([left, right]) => {
    ranks.indexOf(left, right);
    return ids.get(`${tokens[left]}${tokens[right]}`)!;
  });
  return { ranks, merged };
}
