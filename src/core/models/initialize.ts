import { createRandom } from "../random";
import { elementCount, type Tensor } from "../tensor";
import { wordVectors } from "../wordVectors/wordVectors";
import { type ModelConfig, parameterOf, parametersOf } from "./families";
import { ROLES, type Role } from "./parameters";

/**
 * Starting values as Transformers gives them: weights normal with the configuration's standard deviation, biases 0,
 * LayerNorm scales 1, the padding token's embedding 0.
 */
export function initialParameters(config: ModelConfig, seed: number): Map<string, Tensor> {
  const random = createRandom(seed);
  const parameters = new Map<string, Tensor>();
  for (const { name, shape, role } of parametersOf(config)) {
    const data = new Float32Array(elementCount(shape));
    const { start } = ROLES[role];
    if (start !== "normal") data.fill(start);
    else for (let i = 0; i < data.length; i++) data[i] = random.nextNormal() * config.initializerRange;
    parameters.set(name, { shape, data });
  }
  clearPaddingRow(config, tensorOf(config, parameters, "word embedding"));
  return parameters;
}

function clearPaddingRow({ padTokenId, hiddenSize }: ModelConfig, words: Tensor | undefined): void {
  if (padTokenId !== undefined) words?.data.fill(0, padTokenId * hiddenSize, (padTokenId + 1) * hiddenSize);
}

function tensorOf(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Tensor>,
  role: Role,
): Tensor | undefined {
  return parameters.get(parameterOf(config, role)?.name ?? "");
}

/** The standard deviation of embeddings that start from something known. */
const KNOWN_STD = 0.03;

/** Tokens looked at to start from; more make little difference. */
const MAX_TOKENS = 4_000_000;

/**
 * Improves random starting values by what the text shows before any training: word embeddings from which tokens stand near
 * each other, position embeddings as sinusoids (Vaswani et al. 2017), so that near positions start out alike, and the
 * decoder's bias at each token's log frequency.
 * @param ids the tokens to train on.
 */
export function startFromText(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Tensor>,
  ids: Int32Array,
  seed: number,
): void {
  const [words, positions, bias] = (["word embedding", "position embedding", "decoder bias"] as const).map(
    (role) => tensorOf(config, parameters, role),
  );
  const sample = ids.subarray(0, MAX_TOKENS);
  const counts = new Float64Array(config.vocabSize);
  for (const id of sample) counts[id]++;
  for (let id = 0; id < counts.length; id++)
    if (bias) bias.data[id] = Math.log((counts[id] + 0.5) / sample.length);
  if (positions) fillSinusoids(positions);
  const vectors = wordVectors(sample, config.vocabSize, config.hiddenSize, { std: KNOWN_STD, seed });
  for (let id = 0; id < counts.length; id++) {
    const start = id * config.hiddenSize;
    if (counts[id] > 0) words?.data.set(vectors.subarray(start, start + config.hiddenSize), start);
  }
}

function fillSinusoids({ shape: [positions, width], data }: Tensor): void {
  for (let position = 0; position < positions; position++) {
    for (let column = 0; column < width; column++) {
      const angle = position / 10_000 ** ((column - (column % 2)) / width);
      const wave = column % 2 ? Math.cos(angle) : Math.sin(angle);
      data[position * width + column] = wave * Math.SQRT2 * KNOWN_STD;
    }
  }
}
