import type { BaseConfig } from "../baseConfig";
import type { HiddenAct } from "../blocks/activations";

/** What the families of post-norm encoders, BERT and its heirs, say of themselves. */
export interface PostNormConfig extends BaseConfig {
  readonly hiddenAct: HiddenAct;
  /** 0 where tokens have no types. */
  readonly typeVocabSize: number;
  readonly layerNormEps: number;
  readonly hiddenDropoutProb: number;
  readonly attentionProbsDropoutProb: number;
}
