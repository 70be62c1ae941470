import type { ModelConfig, ModelType } from "../../src/core/models/families";
import { TINY } from "./tinyModel";

/** Of a small and a large probability, so that a mask that is forgotten, or applied twice, shows. */
const DROPPING = { hiddenDropoutProb: 0.3, attentionProbsDropoutProb: 0.5 };

/** Folders below test/fixtures with a model and what PyTorch computed for it. */
export const REFERENCES = [
  "bert-2x32",
  "bert-3x48-heads3",
  "distilbert-2x32",
  "roberta-2x32",
  "modernbert-4x32",
  "modernbert-3x40-hub",
  "modernbert-4x24-untied",
] as const;

/** One folder for each family. */
export const ONE_OF_EACH: { readonly [T in ModelType]: string } = {
  bert: "bert-2x32",
  distilbert: "distilbert-2x32",
  modernbert: "modernbert-4x32",
  roberta: "roberta-2x32",
};

/** A small configuration of each family, with dropout wherever it has a place for it. */
export const TINY_OF_EACH: { readonly [T in ModelType]: Extract<ModelConfig, { modelType: T }> } = {
  bert: { ...TINY, ...DROPPING, modelType: "bert" },
  distilbert: { ...TINY, ...DROPPING, modelType: "distilbert", typeVocabSize: 0 },
  modernbert: {
    modelType: "modernbert",
    vocabSize: 40,
    hiddenSize: 16,
    numHiddenLayers: 3,
    numAttentionHeads: 2,
    intermediateSize: 24,
    hiddenAct: "gelu",
    firstPosition: 0,
    maxPositions: 32,
    initializerRange: 0.02,
    layerTypes: ["full_attention", "sliding_attention", "full_attention"],
    localAttention: 5,
    ropeTheta: { full_attention: 160_000, sliding_attention: 100 },
    classifierActivation: "gelu",
    normEps: 1e-5,
    normBias: false,
    attentionBias: true,
    mlpBias: false,
    classifierBias: false,
    decoderBias: true,
    embeddingDropout: 0.3,
    attentionDropout: 0.5,
    mlpDropout: 0.2,
    tokenIds: { bos_token_id: 1, eos_token_id: null, cls_token_id: 1, sep_token_id: 2 },
    tieWordEmbeddings: false,
  },
  roberta: { ...TINY, ...DROPPING, modelType: "roberta", padTokenId: 1, firstPosition: 2 },
};
