import type { Backend, Feeds, Session } from "../backend";
import type { ModelConfig } from "../models/families";
import type { Parameters } from "../tensor";
import { collate } from "../training/batch";
import type { Precision } from "./precision";
import { buildPredictionGraph, buildQuantizedGraph, LOGITS } from "./predictionGraph";

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

/**
 * Compiles the model with its weights packed for prediction, which takes several times their memory for a moment.
 * @param precision int8 is for the processor
 */
export async function createPredictor(
  backend: Backend,
  config: ModelConfig,
  parameters: Parameters,
  precision: Precision = "float32",
): Promise<Predictor> {
  const { device } = backend;
  const graph = buildPredictionGraph(config, parameters, { padding: false, device, precision });
  const session = await backend.compile(graph);
  return {
    config,
    logits: (sequences) => run((feeds) => session.run(feeds), config, sequences),
    release: () => session.release(),
  };
}

/**
 * The same for a short while, as a person's masks are filled (`USUAL_PRECISION`): a little slower, and with no copy of the
 * weights in float32, which must not change meanwhile.
 */
export function createLightPredictor(
  backend: Backend,
  config: ModelConfig,
  parameters: Parameters,
): Promise<Predictor> {
  return backend.device === "cpu"
    ? createQuantizedPredictor(backend, config, parameters)
    : createPlacedPredictor(backend, config, parameters);
}

async function createQuantizedPredictor(
  backend: Backend,
  config: ModelConfig,
  parameters: Parameters,
): Promise<Predictor> {
  const { model, weights } = buildQuantizedGraph(config, parameters);
  const session = await backend.compile(model);
  return {
    config,
    logits: (sequences) => run((feeds) => session.run({ ...weights, ...feeds }), config, sequences),
    release: () => session.release(),
  };
}

async function createPlacedPredictor(
  backend: Backend,
  config: ModelConfig,
  parameters: Parameters,
): Promise<Predictor> {
  const { device } = backend;
  const session = await backend.compile(buildPredictionGraph(config, undefined, { padding: false, device }));
  const weights = await backend.place(Object.fromEntries(parameters));
  return {
    config,
    logits: (sequences) => run((feeds) => session.run({ ...weights.feeds, ...feeds }), config, sequences),
    async release() {
      weights.release();
      await session.release();
    },
  };
}

async function run(
  model: (feeds: Feeds) => ReturnType<Session["run"]>,
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
  const { [LOGITS]: logits } = await model(inputs);
  const rows = Array.from(feeds["masked_positions"].data as BigInt64Array, Number);
  const rowAt = (sequence: number, position: number) => {
    const row = rows.indexOf(position * batch + sequence) * config.vocabSize;
    return logits.data.subarray(row, row + config.vocabSize);
  };
  return sequences.map(({ positions }, sequence) => positions.map((position) => rowAt(sequence, position)));
}
