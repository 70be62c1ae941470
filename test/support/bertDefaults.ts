import type { BertConfig } from "../../src/core/models/bert/config";

/** What Transformers takes for the fields that a BERT's config.json lacks. */
export const BERT_DEFAULTS: BertConfig = {
  modelType: "bert",
  vocabSize: 30522,
  hiddenSize: 768,
  numHiddenLayers: 12,
  numAttentionHeads: 12,
  intermediateSize: 3072,
  hiddenAct: "gelu",
  firstPosition: 0,
  maxPositions: 512,
  typeVocabSize: 2,
  layerNormEps: 1e-12,
  hiddenDropoutProb: 0.1,
  attentionProbsDropoutProb: 0.1,
  padTokenId: 0,
  initializerRange: 0.02,
};
