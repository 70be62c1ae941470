import { ppmiMatrix } from "./ppmi";
import { dominantSubspace } from "./subspace";

/** Tokens within this distance are neighbours. */
const WINDOW = 4;

/**
 * Vectors [vocab, width] that are alike for tokens that keep like company: the dominant eigenvectors of the positive PMI
 * matrix, each with the same weight (Levy, Goldberg, Dagan 2015, found that better than their eigenvalues), scaled to a
 * standard deviation. A token that never occurs has the vector 0.
 */
export function wordVectors(
  ids: ArrayLike<number>,
  vocabSize: number,
  width: number,
  options: { readonly std: number; readonly seed: number },
): Float32Array {
  const basis = dominantSubspace(ppmiMatrix(ids, vocabSize, WINDOW), width, options.seed);
  const factor = options.std * Math.sqrt(vocabSize);
  const result = new Float32Array(vocabSize * width);
  for (const [column, vector] of basis.entries()) {
    for (let token = 0; token < vocabSize; token++) result[token * width + column] = factor * vector[token];
  }
  return result;
}
