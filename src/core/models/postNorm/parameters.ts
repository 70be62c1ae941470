import type { MlmHead } from "../blocks/mlmHead";
import { type Dense, dense, layers, type Norm, norm, type Parameter } from "../parameters";
import type { PostNormConfig } from "./config";

/** The parts that all post-norm encoders have, in any order. */
export interface PostNormParameters {
  readonly embeddings: PostNormEmbeddings;
  readonly layers: readonly PostNormLayer[];
  readonly head: MlmHead;
}

export interface PostNormEmbeddings {
  readonly words: Parameter;
  readonly positions: Parameter;
  /** Absent where tokens have no types. */
  readonly tokenTypes?: Parameter;
  readonly norm: Norm;
}

export interface PostNormLayer {
  readonly query: Dense;
  readonly key: Dense;
  readonly value: Dense;
  readonly attentionOutput: Dense;
  readonly attentionNorm: Norm;
  readonly intermediate: Dense;
  readonly output: Dense;
  readonly outputNorm: Norm;
}

/** @param decoder the name of the decoder's weight, which is the word embedding. */
export function postNormEmbeddings(
  prefix: string,
  decoder: string,
  config: PostNormConfig,
): PostNormEmbeddings {
  const { vocabSize, hiddenSize, maxPositions, firstPosition, typeVocabSize } = config;
  return {
    words: {
      name: `${prefix}.embeddings.word_embeddings.weight`,
      shape: [vocabSize, hiddenSize],
      role: "word embedding",
      aliases: [decoder],
    },
    positions: {
      name: `${prefix}.embeddings.position_embeddings.weight`,
      shape: [firstPosition + maxPositions, hiddenSize],
      role: "position embedding",
    },
    ...(typeVocabSize > 0 && {
      tokenTypes: {
        name: `${prefix}.embeddings.token_type_embeddings.weight`,
        shape: [typeVocabSize, hiddenSize],
        role: "token type embedding",
      },
    }),
    norm: norm(`${prefix}.embeddings.LayerNorm`, hiddenSize),
  };
}

/** The layers as BERT names them. */
export function bertLayers(prefix: string, config: PostNormConfig): PostNormLayer[] {
  const { hiddenSize, intermediateSize, numHiddenLayers } = config;
  return layers(numHiddenLayers, (index) => {
    const layer = `${prefix}.encoder.layer.${index}`;
    return {
      query: dense(`${layer}.attention.self.query`, hiddenSize, hiddenSize),
      key: dense(`${layer}.attention.self.key`, hiddenSize, hiddenSize, { bias: "key bias" }),
      value: dense(`${layer}.attention.self.value`, hiddenSize, hiddenSize),
      attentionOutput: dense(`${layer}.attention.output.dense`, hiddenSize, hiddenSize),
      attentionNorm: norm(`${layer}.attention.output.LayerNorm`, hiddenSize),
      intermediate: dense(`${layer}.intermediate.dense`, intermediateSize, hiddenSize),
      output: dense(`${layer}.output.dense`, hiddenSize, intermediateSize),
      outputNorm: norm(`${layer}.output.LayerNorm`, hiddenSize),
    };
  });
}
