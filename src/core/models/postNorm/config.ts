import type { BaseConfig } from "../baseConfig";

/** What the families of post-norm encoders, BERT and its heirs, say of themselves. */
export interface PostNormConfig extends BaseConfig {
  readonly padTokenId: number;
  /** 0 where tokens have no types. */
  readonly typeVocabSize: number;
  readonly layerNormEps: number;
  readonly hiddenDropoutProb: number;
  readonly attentionProbsDropoutProb: number;
}
