export type HiddenAct = "gelu" | "gelu_new" | "relu";

/** What a forward function needs to know; the fields of a Hugging Face `config.json` under one set of names. */
export interface ModelConfig {
  readonly modelType: "bert" | "distilbert";
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly intermediateSize: number;
  readonly hiddenAct: HiddenAct;
  readonly maxPositionEmbeddings: number;
  /** 0 for DistilBERT, which has no token types. */
  readonly typeVocabSize: number;
  readonly layerNormEps: number;
  readonly hiddenDropoutProb: number;
  readonly attentionProbsDropoutProb: number;
  readonly padTokenId: number;
  readonly initializerRange: number;
}
