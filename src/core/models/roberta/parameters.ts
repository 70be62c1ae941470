import { dense, norm } from "../parameters";
import { bertLayers, type PostNormParameters, postNormEmbeddings } from "../postNorm/parameters";
import type { RobertaConfig } from "./config";

export function robertaParameters(config: RobertaConfig): PostNormParameters {
  const { vocabSize, hiddenSize } = config;
  return {
    embeddings: postNormEmbeddings("roberta", "lm_head.decoder.weight", config),
    layers: bertLayers("roberta", config),
    head: {
      decoderBias: {
        name: "lm_head.bias",
        shape: [vocabSize],
        role: "decoder bias",
        aliases: ["lm_head.decoder.bias"],
      },
      transform: dense("lm_head.dense", hiddenSize, hiddenSize),
      norm: norm("lm_head.layer_norm", hiddenSize),
    },
  };
}
