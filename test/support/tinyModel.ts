import type { BertConfig } from "../../src/core/models/bert/config";
import { type ModelConfig, parametersOf } from "../../src/core/models/families";
import { createRandom } from "../../src/core/random";
import { elementCount, type Tensor } from "../../src/core/tensor";
import { BERT_DEFAULTS } from "./bertDefaults";

export const TINY: BertConfig = {
  ...BERT_DEFAULTS,
  vocabSize: 40,
  hiddenSize: 16,
  numHiddenLayers: 2,
  numAttentionHeads: 2,
  intermediateSize: 24,
  maxPositions: 32,
};

/** Every parameter random, also biases and LayerNorm's, so that a mistake in any of them shows. */
export function randomParameters(config: ModelConfig, seed = 1): Map<string, Tensor> {
  const random = createRandom(seed);
  return new Map(
    parametersOf(config).map(({ name, shape, role }) => {
      const center = role === "norm scale" ? 1 : 0;
      const data = Float32Array.from(
        { length: elementCount(shape) },
        () => center + 0.2 * random.nextNormal(),
      );
      return [name, { shape, data }];
    }),
  );
}

/** An example whose labels are the tokens that were at `positions`. */
export function example(ids: readonly number[], positions: readonly number[]) {
  const inputIds = ids.map((id, at) => (positions.includes(at) ? 3 : id));
  return { inputIds, positions, labels: positions.map((at) => ids[at]) };
}

/** A sequence of random ids that are not special. */
export function randomIds(length: number, seed: number, vocabSize = TINY.vocabSize): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, () => 5 + random.nextBelow(vocabSize - 5));
}
