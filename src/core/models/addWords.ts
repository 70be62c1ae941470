import type { Tensor } from "../tensor";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { parametersOf } from "./families";
import type { Model } from "./model";
import { ROLES } from "./parameters";

/**
 * The model with words appended to its vocabulary. A new word's embedding and its decoder's bias are the means of those
 * of the pieces that it was cut into (Gee et al. 2022, "Fast Vocabulary Transfer for Language Model Compression"). Rows
 * that the model has beyond its vocabulary are replaced.
 * @param words normalised, none of them in the vocabulary; the tokenizer must be one that `canAddWords`
 */
export function addWords(model: Model, words: readonly string[]): Model {
  const { config, tokenizer } = model;
  const pieces = words.map((word) => tokenizer.piecesOf(word));
  const extendedTokenizer = tokenizer.withWords(words);
  const vocabSize = Math.max(config.vocabSize, extendedTokenizer.vocabSize);
  return withVocabulary(model, extendedTokenizer, vocabSize, (rows) => {
    const width = rows.shape[1] ?? 1;
    const extended = new Float32Array(vocabSize * width);
    extended.set(rows.data);
    for (const [index, group] of pieces.entries())
      extended.set(meanRow(rows.data, group, width), (tokenizer.vocabSize + index) * width);
    return extended;
  });
}

/** The model without the last `count` words of its vocabulary: what `addWords` was given. */
export function withoutLastWords(model: Model, count: number): Model {
  const tokenizer = model.tokenizer.withoutLastWords(count);
  const { vocabSize } = tokenizer;
  return withVocabulary(model, tokenizer, vocabSize, ({ shape, data }) =>
    data.subarray(0, vocabSize * (shape[1] ?? 1)),
  );
}

/** The model with another vocabulary, and other rows in the tensors that have one for each token. */
function withVocabulary(
  { config, parameters }: Model,
  tokenizer: Tokenizer,
  vocabSize: number,
  rowsOf: (rows: Tensor) => Float32Array,
): Model {
  const rowPerToken = parametersOf(config).filter(({ role }) => ROLES[role].rowPerToken);
  const changed = rowPerToken.map(({ name }) => {
    const rows = parameters.get(name) as Tensor;
    return [name, { shape: [vocabSize, ...rows.shape.slice(1)], data: rowsOf(rows) }] as const;
  });
  return {
    config: { ...config, vocabSize },
    parameters: new Map([...parameters, ...changed]),
    tokenizer,
  };
}

function meanRow(data: Float32Array, rows: Int32Array, width: number): Float32Array {
  const mean = new Float32Array(width);
  for (const row of rows)
    for (let column = 0; column < width; column++) mean[column] += data[row * width + column] / rows.length;
  return mean;
}
