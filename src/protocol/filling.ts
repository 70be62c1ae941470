/** The predictor process: fills masks with the current model. */
export interface PredictorSide {
  readonly requests: {
    /** Loads the trained model, or the base model; a model already loaded answers until then. Without any: `not-ready`. */
    load(params: LoadParams): LoadedModel;
    fill(params: FillParams): FillResult;
  };
  readonly notifications: Record<never, never>;
}

export interface LoadParams {
  /** Absolute path of the folder that holds this workspace's trained models, where there is a workspace. */
  readonly storage?: string;
  /** Absolute path of the model folder to use before any training; the bundled one when absent. */
  readonly base?: string;
  /** Threads of one prediction; 0 lets the predictor choose. */
  readonly threads: number;
}

export interface LoadedModel {
  /** Absolute path of the model folder. */
  readonly model: string;
  readonly trained: boolean;
}

export interface FillParams {
  /** The text around the masks, which stand in it as `[MASK]`. */
  readonly text: string;
  /** UTF-16 offsets in `text` of the masks asked for, in ascending order; other masks in the text are context. */
  readonly masks: readonly number[];
  /** Candidates for each mask, at least 1. */
  readonly topK: number;
}

export interface FillResult {
  /** One entry for each of the asked masks, in their order. */
  readonly fills: readonly MaskFill[];
}

export interface MaskFill {
  /** Best first; whole words only; never empty unless the mask is out of the model's reach. */
  readonly candidates: readonly Candidate[];
}

/** One candidate with the names that Hugging Face's fill-mask pipeline gives. */
export interface Candidate {
  /** Probability between 0 and 1; for a word of several pieces that of all together. */
  readonly score: number;
  /** The vocabulary id, of the first piece for a word of several. */
  readonly token: number;
  /** The word as it should stand in the text. */
  readonly token_str: string;
}
