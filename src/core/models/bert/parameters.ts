import { dense, norm } from "../parameters";
import { bertLayers, type PostNormParameters, postNormEmbeddings } from "../postNorm/parameters";
import type { BertConfig } from "./config";

export function bertParameters(config: BertConfig): PostNormParameters {
  const { vocabSize, hiddenSize } = config;
  return {
    embeddings: postNormEmbeddings("bert", "cls.predictions.decoder.weight", config),
    layers: bertLayers("bert", config),
    head: {
      decoderBias: {
        name: "cls.predictions.bias",
        shape: [vocabSize],
        role: "decoder bias",
        aliases: ["cls.predictions.decoder.bias"],
      },
      transform: dense("cls.predictions.transform.dense", hiddenSize, hiddenSize),
      norm: norm("cls.predictions.transform.LayerNorm", hiddenSize),
    },
  };
}
