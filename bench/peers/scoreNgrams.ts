import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";
import type { MaskedBatch } from "../../src/core/training/batch";

/** The masks to fill, and what their tokens mean. */
export interface Questions {
  readonly batches: readonly MaskedBatch[];
  readonly vocabulary: Pick<Tokenizer, "clsTokenId" | "maskTokenId">;
}

export interface Score {
  /** Mean negative log-likelihood, in nats. */
  readonly loss: number;
  readonly top1: number;
  readonly top5: number;
}

const NEIGHBOURS = 2;

/**
 * Asks a model of neighbours each mask: `shares` gets the tokens to the left and to the right of it, up to two of each
 * and none beyond another mask or the sequence's beginning, and returns a probability for each token.
 */
export function scoreNgrams(
  { batches, vocabulary }: Questions,
  shares: (left: readonly number[], right: readonly number[]) => Float64Array,
): Score {
  const totals = { nll: 0, top1: 0, top5: 0, masked: 0 };
  for (const { batch, feeds } of batches) {
    const ids = feeds["input_ids"].data;
    const labels = feeds["label_positions"].data;
    for (const [index, row] of [...feeds["masked_positions"].data].entries()) {
      const label = Number(labels[2 * index + 1]);
      const known = shares(
        neighbours(ids, Number(row), -batch, vocabulary).reverse(),
        neighbours(ids, Number(row), batch, vocabulary),
      );
      const better = known.reduce((sum, share) => sum + (share > known[label] ? 1 : 0), 0);
      totals.nll -= Math.log(known[label]);
      totals.top1 += better < 1 ? 1 : 0;
      totals.top5 += better < 5 ? 1 : 0;
      totals.masked++;
    }
  }
  const { nll, top1, top5, masked } = totals;
  return { loss: nll / masked, top1: top1 / masked, top5: top5 / masked };
}

/** The nearest tokens in one direction, nearest first. */
function neighbours(
  ids: ArrayLike<number | bigint>,
  row: number,
  stride: number,
  { clsTokenId, maskTokenId }: Questions["vocabulary"],
): number[] {
  const found: number[] = [];
  for (let at = row + stride; found.length < NEIGHBOURS && at >= 0 && at < ids.length; at += stride) {
    const id = Number(ids[at]);
    if (id === maskTokenId || id === clsTokenId) break;
    found.push(id);
  }
  return found;
}
