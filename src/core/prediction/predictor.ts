import type { Backend, Session } from "../backend";
import type { ModelConfig } from "../models/families";
import type { Parameters } from "../tensor";
import { collate } from "../training/batch";
import { buildPredictionGraph, LOGITS } from "./predictionGraph";

/** Answers what stands at masked positions of token sequences. */
export interface Predictor {
  readonly config: ModelConfig;
  /**
   * The logits [vocab] at each of `positions` of each sequence, in order. Sequences of one call run together and
   * have one length.
   */
  logits(sequences: readonly MaskedSequence[]): Promise<Float32Array[][]>;
  release(): Promise<void>;
}

export interface MaskedSequence {
  readonly ids: ArrayLike<number>;
  readonly positions: readonly number[];
}

/** Compiles the model with its weights packed for prediction. */
export async function createPredictor(
  backend: Backend,
  config: ModelConfig,
  parameters: Parameters,
): Promise<Predictor> {
  const { device } = backend;
  const session = await backend.compile(buildPredictionGraph(config, parameters, { padding: false, device }));
  return {
    config,
    logits: (sequences) => run(session, config, sequences),
    release: () => session.release(),
  };
}

async function run(
  session: Session,
  config: ModelConfig,
  sequences: readonly MaskedSequence[],
): Promise<Float32Array[][]> {
  const examples = sequences.map(({ ids, positions }) => ({
    inputIds: ids,
    positions,
    labels: positions.map(() => 0),
  }));
  const { batch, feeds } = collate(examples, config);
  const { label_positions, ...inputs } = feeds;
  const { [LOGITS]: logits } = await session.run(inputs);
  const rows = Array.from(feeds["masked_positions"].data as BigInt64Array, Number);
  const rowAt = (sequence: number, position: number) => {
    const row = rows.indexOf(position * batch + sequence) * config.vocabSize;
    return logits.data.subarray(row, row + config.vocabSize);
  };
  return sequences.map(({ positions }, sequence) => positions.map((position) => rowAt(sequence, position)));
}
