import type { ListedModel } from "./models";
import type { ScoringRequests } from "./scoring";
import type { WorkspaceText } from "./training";
import type { WordsFound } from "./words";

/** The predictor process: fills masks, and scores words, with the current model. */
export interface PredictorSide {
  readonly requests: ScoringRequests & {
    /** Loads the trained model, or the base model; a model already loaded answers until then. Without any: `not-ready`. */
    load(params: LoadParams): LoadedModel;
    fill(params: FillParams): FillResult;
  };
  readonly notifications: {
    /** Files, by their absolute paths, that were saved, made or deleted. */
    readonly changed: { readonly paths: readonly string[] };
  };
}

/** What the predictor sends to the extension host. */
export interface PredictorListener {
  readonly requests: Record<never, never>;
  readonly notifications: {
    /** The memory of the workspace is there, and has so many of its files. */
    readonly remembered: MemoryFiles;
  };
}

export interface MemoryFiles {
  /** Files that may be remembered. */
  readonly files: number;
  /** Those that are: fewer where the workspace is larger than a memory may be. */
  readonly kept: number;
}

export interface LoadParams {
  /** Absolute path of the folder that holds this workspace's trained models, where there is a workspace. */
  readonly storage?: string;
  /** Absolute path of the model folder to use before any training; the bundled one when absent. */
  readonly base?: string;
  /** Threads of one prediction; 0 lets the predictor choose. */
  readonly threads: number;
  /** What is known of words besides the model; nothing if absent. */
  readonly memory?: MemoryParams;
}

/** The document in which a mask stands is always known. */
export interface MemoryParams {
  /** The workspace whose files are to be known, too; absent where they must not be read. */
  readonly workspace?: WorkspaceText;
  /** Absolute paths of files in open editors, which are known before the workspace is read. */
  readonly open: readonly string[];
}

export interface LoadedModel {
  /** Absolute path of the model folder. */
  readonly model: string;
  readonly trained: boolean;
  /** What is known of it if it is one of the workspace's own. */
  readonly listed?: ListedModel;
  /** How many of the workspace's hidden words it finds if it is none of them, where that is known. */
  readonly found?: WordsFound;
}

export interface FillParams {
  /** The text around the masks, which stand in it as `[MASK]`. */
  readonly text: string;
  /** UTF-16 offsets in `text` of the masks asked for, in ascending order; other masks in the text are context. */
  readonly masks: readonly number[];
  /** Candidates for each mask, at least 1. */
  readonly topK: number;
  /** How the words begin, which are longer; their probabilities are then those among such words. Words are found faster. */
  readonly prefix?: string;
  /** Absolute path of the file that the text is of, where it is one. */
  readonly path?: string;
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
