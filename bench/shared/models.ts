import type { ModelConfig } from "../../src/core/models/families";

type Size = Pick<
  ModelConfig,
  "modelType" | "vocabSize" | "numHiddenLayers" | "hiddenSize" | "numAttentionHeads"
>;

/** Published sizes (Turc et al. 2019; Devlin et al. 2018; Sanh et al. 2019) with their vocabularies, and the one in the box. */
const SIZES = {
  mini: bert(30_522, 4, 256),
  small: bert(30_522, 4, 512),
  base: bert(30_522, 12, 768),
  box: bert(16_000, 4, 256),
  "distilbert-base-cased": { ...bert(28_996, 6, 768), modelType: "distilbert" },
  "bert-base-cased": bert(28_996, 12, 768),
} as const satisfies Record<string, Size>;

export type ModelName = keyof typeof SIZES;

/** Those that are timed against PyTorch. */
export const MODEL_NAMES = ["mini", "small", "base"] as const satisfies readonly ModelName[];

/** Those that a person may start from. */
export const START_SIZES = [
  "box",
  "small",
  "distilbert-base-cased",
  "bert-base-cased",
] as const satisfies readonly ModelName[];

function bert(vocabSize: number, numHiddenLayers: number, hiddenSize: number): Size {
  return { modelType: "bert", vocabSize, numHiddenLayers, hiddenSize, numAttentionHeads: hiddenSize / 64 };
}

export function benchConfig(name: ModelName, dropout: number): ModelConfig {
  const size = SIZES[name];
  return {
    ...size,
    intermediateSize: 4 * size.hiddenSize,
    hiddenAct: "gelu",
    firstPosition: 0,
    maxPositions: 512,
    typeVocabSize: 2,
    layerNormEps: 1e-12,
    hiddenDropoutProb: dropout,
    attentionProbsDropoutProb: dropout,
    padTokenId: 0,
    initializerRange: 0.02,
  };
}
