import { createRandom } from "../random";
import { elementCount, type Tensor } from "../tensor";
import { ARCHITECTURES } from "./architectures";
import type { ModelConfig } from "./config";
import { parameterShapes } from "./parameters";

/**
 * Starting values as Transformers gives them: weights normal with the configuration's standard deviation, biases 0,
 * LayerNorm scales 1, the padding token's embedding 0.
 */
export function initialParameters(config: ModelConfig, seed: number): Map<string, Tensor> {
  const random = createRandom(seed);
  const parameters = new Map<string, Tensor>();
  for (const [name, shape] of parameterShapes(config)) {
    const data = new Float32Array(elementCount(shape));
    if (/layer_?norm\.weight$/i.test(name)) data.fill(1);
    else if (shape.length > 1)
      for (let i = 0; i < data.length; i++) data[i] = random.nextNormal() * config.initializerRange;
    parameters.set(name, { shape, data });
  }
  const { wordEmbeddings } = ARCHITECTURES[config.modelType];
  const start = config.padTokenId * config.hiddenSize;
  parameters.get(wordEmbeddings)?.data.fill(0, start, start + config.hiddenSize);
  return parameters;
}

/**
 * Two cheap improvements on random values for a model trained from nothing on little text: position embeddings
 * as sinusoids (Vaswani et al. 2017) of standard deviation 0.03, so that near positions start out alike, and
 * the decoder's bias at the log frequency of each token.
 */
export function startFromCounts(
  config: ModelConfig,
  parameters: Map<string, Tensor>,
  counts: Float64Array,
): void {
  const { positionEmbeddings, decoderBias } = ARCHITECTURES[config.modelType];
  fillSinusoids(parameters.get(positionEmbeddings) as Tensor);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bias = parameters.get(decoderBias) as Tensor;
  for (let id = 0; id < counts.length; id++) bias.data[id] = Math.log((counts[id] + 0.5) / total);
}

const SINUSOID_STD = 0.03;

function fillSinusoids({ shape: [positions, width], data }: Tensor): void {
  for (let position = 0; position < positions; position++) {
    for (let column = 0; column < width; column++) {
      const angle = position / 10_000 ** ((column - (column % 2)) / width);
      const wave = column % 2 ? Math.cos(angle) : Math.sin(angle);
      data[position * width + column] = wave * Math.SQRT2 * SINUSOID_STD;
    }
  }
}
