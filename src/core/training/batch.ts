import type { Feeds, IndexTensor } from "../backend";

/** Masked sequences of one length, as the graphs take them. */
export interface MaskedBatch {
  readonly sequence: number;
  readonly batch: number;
  /** Masked positions in the batch. */
  readonly masked: number;
  /** What each masked position is counted under, in the order of the feeds. */
  readonly groups?: readonly string[];
  /** The question of which each masked position is a part; each is one of its own when absent. */
  readonly questions?: readonly number[];
  /** Whether attention must ignore padding. */
  readonly padding: boolean;
  /** The batch's inputs of the training and evaluation graphs. */
  readonly feeds: Feeds;
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
  /** What each of `positions` is counted under. */
  readonly groups?: readonly string[];
  /** For each of `positions` the question that it is a part of, where several are one question; ascending from 0. */
  readonly questions?: readonly number[];
}

/** Added to the attention score of a padding token: its weight becomes exactly 0. */
export const IGNORE = -3.4028234663852886e38;

/** Lays examples out sequence-first, padded to the longest with `padTokenId`. */
export function collate(examples: readonly MaskedExample[], padTokenId: number): MaskedBatch {
  const batch = examples.length;
  const lengths = examples.map(({ inputIds }) => inputIds.length);
  const sequence = Math.max(...lengths);
  const inputIds = new BigInt64Array(sequence * batch).fill(BigInt(padTokenId));
  const masked: { row: number; label: number; group: string | undefined; question: number }[] = [];
  for (const [column, example] of examples.entries()) {
    for (let at = 0; at < lengths[column]; at++) inputIds[at * batch + column] = BigInt(example.inputIds[at]);
    for (const [index, at] of example.positions.entries()) {
      const [label, group] = [example.labels[index], example.groups?.[index]];
      const question = column * sequence + (example.questions?.[index] ?? index);
      masked.push({ row: at * batch + column, label, group, question });
    }
  }
  masked.sort((a, b) => a.row - b.row);
  const attended = examples.map((example) => attentionMaskOf(example, sequence));
  const padding = attended.some((mask) => mask.includes(0));
  return {
    sequence,
    batch,
    masked: masked.length,
    padding,
    ...(examples[0].questions && { questions: masked.map(({ question }) => question) }),
    ...(examples[0].groups && { groups: masked.map(({ group }) => group ?? "") }),
    feeds: {
      input_ids: { shape: [sequence, batch], data: inputIds },
      position_ids: int64(Array.from({ length: sequence }, (_, at) => at)),
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
