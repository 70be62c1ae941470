import type { HostFeeds, IndexTensor } from "../backend";
import type { ModelConfig } from "../models/families";

/** Masked sequences of one length, as the graphs take them. */
export interface MaskedBatch {
  readonly sequence: number;
  readonly batch: number;
  /** Masked positions in the batch. */
  readonly masked: number;
  /** Whether attention must ignore padding. */
  readonly padding: boolean;
  /** The batch's inputs of the training and evaluation graphs. */
  readonly feeds: HostFeeds;
}

/** One example before it is laid out: its input ids after masking, and the original ids where it was masked. */
export interface MaskedExample {
  readonly inputIds: ArrayLike<number>;
  /** 1 for a token to attend to, 0 for one to ignore; all 1 when absent. */
  readonly attentionMask?: ArrayLike<number>;
  /** Positions in the example, ascending. */
  readonly positions: readonly number[];
  /** The label for each of `positions`. */
  readonly labels: readonly number[];
}

/** Added to the attention score of a padding token: its weight becomes exactly 0. */
export const IGNORE = -3.4028234663852886e38;

/** What of a model's configuration says how its batches are laid out. */
type Layout = Pick<ModelConfig, "padTokenId" | "firstPosition">;

/**
 * Lays examples out sequence-first, padded to the longest.
 * @param mayPad whether to say what is padding also where nothing is, so that batches with and without are run by one graph
 */
export function collate(
  examples: readonly MaskedExample[],
  { padTokenId = 0, firstPosition }: Layout,
  mayPad = false,
): MaskedBatch {
  const batch = examples.length;
  const lengths = examples.map(({ inputIds }) => inputIds.length);
  const sequence = Math.max(...lengths);
  const inputIds = new BigInt64Array(sequence * batch).fill(BigInt(padTokenId));
  const masked: { row: number; label: number }[] = [];
  for (const [column, example] of examples.entries()) {
    for (let at = 0; at < lengths[column]; at++) inputIds[at * batch + column] = BigInt(example.inputIds[at]);
    for (const [index, at] of example.positions.entries())
      masked.push({ row: at * batch + column, label: example.labels[index] });
  }
  masked.sort((a, b) => a.row - b.row);
  const attended = examples.map((example) => attentionMaskOf(example, sequence));
  const padding = mayPad || attended.some((mask) => mask.includes(0));
  return {
    sequence,
    batch,
    masked: masked.length,
    padding,
    feeds: {
      input_ids: { shape: [sequence, batch], data: inputIds },
      position_ids: int64(Array.from({ length: sequence }, (_, at) => firstPosition + at)),
      masked_positions: int64(masked.map(({ row }) => row)),
      label_positions: {
        shape: [masked.length, 2],
        data: BigInt64Array.from(masked.flatMap(({ label }, index) => [BigInt(index), BigInt(label)])),
      },
      ...(padding && { attention_bias: attentionBias(attended, sequence) }),
    },
  };
}

function int64(values: readonly number[]): IndexTensor {
  return { shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

function attentionMaskOf({ inputIds, attentionMask }: MaskedExample, sequence: number): number[] {
  const isOwn = (at: number) => at < inputIds.length && (attentionMask?.[at] ?? 1) === 1;
  return Array.from({ length: sequence }, (_, at) => Number(isOwn(at)));
}

/** [batch, 1, 1, sequence] */
function attentionBias(masks: readonly (readonly number[])[], sequence: number) {
  const data = Float32Array.from(masks.flat(), (attends) => (attends ? 0 : IGNORE));
  return { shape: [masks.length, 1, 1, sequence], data };
}
