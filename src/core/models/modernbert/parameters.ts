import type { MlmHead } from "../blocks/mlmHead";
import { type Dense, dense, layers, type Norm, norm, type Parameter } from "../parameters";
import type { ModernBertConfig } from "./config";

export interface ModernBertParameters {
  readonly embeddings: { readonly words: Parameter; readonly norm: Norm };
  readonly layers: readonly ModernBertLayer[];
  readonly finalNorm: Norm;
  readonly head: MlmHead;
  /** Absent where the decoder is the word embedding. */
  readonly decoder?: Parameter;
}

export interface ModernBertLayer {
  /** Absent in the first layer, whose input is normalised already. */
  readonly attentionNorm?: Norm;
  /** Queries, keys and values, one after the other. */
  readonly projections: Dense;
  readonly attentionOutput: Dense;
  readonly feedForwardNorm: Norm;
  /** What is activated, then what gates it. */
  readonly activatedAndGate: Dense;
  readonly output: Dense;
}

const DECODER = "decoder.weight";

export function modernBertParameters(config: ModernBertConfig): ModernBertParameters {
  const { vocabSize, hiddenSize, tieWordEmbeddings, classifierBias } = config;
  const bias = config.normBias;
  return {
    embeddings: {
      words: {
        name: "model.embeddings.tok_embeddings.weight",
        shape: [vocabSize, hiddenSize],
        role: "word embedding",
        ...(tieWordEmbeddings && { aliases: [DECODER] }),
      },
      norm: norm("model.embeddings.norm", hiddenSize, { bias }),
    },
    layers: layers(config.numHiddenLayers, (index) => modernBertLayer(index, config)),
    finalNorm: norm("model.final_norm", hiddenSize, { bias }),
    head: {
      transform: dense("head.dense", hiddenSize, hiddenSize, { bias: classifierBias }),
      norm: norm("head.norm", hiddenSize, { bias }),
      ...(config.decoderBias && {
        decoderBias: { name: "decoder.bias", shape: [vocabSize], role: "decoder bias" },
      }),
    },
    ...(!tieWordEmbeddings && {
      decoder: { name: DECODER, shape: [vocabSize, hiddenSize], role: "decoder weight" },
    }),
  };
}

function modernBertLayer(index: number, config: ModernBertConfig): ModernBertLayer {
  const { hiddenSize, intermediateSize, normBias, attentionBias, mlpBias } = config;
  const layer = `model.layers.${index}`;
  return {
    ...(index > 0 && { attentionNorm: norm(`${layer}.attn_norm`, hiddenSize, { bias: normBias }) }),
    projections: dense(`${layer}.attn.Wqkv`, 3 * hiddenSize, hiddenSize, { bias: attentionBias }),
    attentionOutput: dense(`${layer}.attn.Wo`, hiddenSize, hiddenSize, { bias: attentionBias }),
    feedForwardNorm: norm(`${layer}.mlp_norm`, hiddenSize, { bias: normBias }),
    activatedAndGate: dense(`${layer}.mlp.Wi`, 2 * intermediateSize, hiddenSize, { bias: mlpBias }),
    output: dense(`${layer}.mlp.Wo`, hiddenSize, intermediateSize, { bias: mlpBias }),
  };
}
