import { dense, layers, norm } from "../parameters";
import { type PostNormLayer, type PostNormParameters, postNormEmbeddings } from "../postNorm/parameters";
import type { DistilbertConfig } from "./config";

export function distilbertParameters(config: DistilbertConfig): PostNormParameters {
  const { vocabSize, hiddenSize, numHiddenLayers } = config;
  return {
    embeddings: postNormEmbeddings("distilbert", "vocab_projector.weight", config),
    layers: layers(numHiddenLayers, (index) =>
      distilbertLayer(`distilbert.transformer.layer.${index}`, config),
    ),
    head: {
      transform: dense("vocab_transform", hiddenSize, hiddenSize),
      norm: norm("vocab_layer_norm", hiddenSize),
      decoderBias: { name: "vocab_projector.bias", shape: [vocabSize], role: "decoder bias" },
    },
  };
}

function distilbertLayer(layer: string, { hiddenSize, intermediateSize }: DistilbertConfig): PostNormLayer {
  return {
    query: dense(`${layer}.attention.q_lin`, hiddenSize, hiddenSize),
    key: dense(`${layer}.attention.k_lin`, hiddenSize, hiddenSize, { bias: "key bias" }),
    value: dense(`${layer}.attention.v_lin`, hiddenSize, hiddenSize),
    attentionOutput: dense(`${layer}.attention.out_lin`, hiddenSize, hiddenSize),
    attentionNorm: norm(`${layer}.sa_layer_norm`, hiddenSize),
    intermediate: dense(`${layer}.ffn.lin1`, intermediateSize, hiddenSize),
    output: dense(`${layer}.ffn.lin2`, hiddenSize, intermediateSize),
    outputNorm: norm(`${layer}.output_layer_norm`, hiddenSize),
  };
}
