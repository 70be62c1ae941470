import type { ModelConfig } from "../../src/core/models/config";

const SIZES = {
  mini: { numHiddenLayers: 4, hiddenSize: 256, numAttentionHeads: 4 },
  small: { numHiddenLayers: 4, hiddenSize: 512, numAttentionHeads: 8 },
  base: { numHiddenLayers: 12, hiddenSize: 768, numAttentionHeads: 12 },
} as const;

export type ModelName = keyof typeof SIZES;

export const MODEL_NAMES = Object.keys(SIZES) as ModelName[];

/** BERT of a published size (Turc et al. 2019; Devlin et al. 2018), with its vocabulary of 30,522. */
export function benchConfig(name: ModelName, dropout: number): ModelConfig {
  const size = SIZES[name];
  return {
    modelType: "bert",
    vocabSize: 30_522,
    ...size,
    intermediateSize: 4 * size.hiddenSize,
    hiddenAct: "gelu",
    maxPositionEmbeddings: 512,
    typeVocabSize: 2,
    layerNormEps: 1e-12,
    hiddenDropoutProb: dropout,
    attentionProbsDropoutProb: dropout,
    padTokenId: 0,
    initializerRange: 0.02,
  };
}
