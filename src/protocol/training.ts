import type { Device } from "../core/graph";
import type { Sentence } from "../core/sentence";
import type { ListedModel } from "./models";
import type { TrainingReport } from "./report";
import type { WordsFound } from "./words";

/** The trainer process: one run of training at a time. */
export interface TrainerSide {
  readonly requests: {
    /** Scans the folders and estimates, without training. */
    plan(params: TrainParams): TrainingPlan;
    /** What would be read and what not, without training. */
    listCorpus(params: TrainParams): CorpusListing;
    /**
     * Resolves when the run has finished or was stopped, with the better model in place. When the extension host goes,
     * a checkpoint is saved, from which a later call can `resume`.
     */
    train(params: RunParams): TrainingResult;
    /** Ends the running `train` early, which then saves and resolves. */
    stop(params: Record<never, never>): void;
    /** Deletes what interrupted runs left in `storage`, which then cannot be resumed. */
    discardUnfinished(params: { readonly storage: string }): void;
  };
  readonly notifications: {
    readonly pause: Record<never, never>;
    readonly resume: Record<never, never>;
  };
}

/** What the trainer sends to the extension host while it works. */
export interface TrainerListener {
  readonly requests: Record<never, never>;
  readonly notifications: {
    readonly progress: TrainingProgress;
    /** The run pauses while the machine is on its battery, and resumes by itself. */
    readonly power: { readonly onBattery: boolean };
    readonly log: LogLine;
    /** A run that was interrupted is resumed, though something has changed. */
    readonly changes: RunChanges;
    /** At each evaluation, every few seconds between them, and at the end of the run. */
    readonly report: TrainingReport;
  };
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly text: string;
}

export interface TrainParams {
  /** Absolute paths of the workspace folders. */
  readonly roots: readonly string[];
  /** For each of `roots` globs relative to it of what to learn from; `settings` has them for all where this is absent. */
  readonly folderInclude?: Readonly<Record<string, readonly string[]>>;
  /** For each of `roots` globs relative to it of what not to learn from; with `folderInclude` there are no others. */
  readonly folderExclude: Readonly<Record<string, readonly string[]>>;
  /** Absolute path of the folder that holds this workspace's models and tokens; it need not exist. */
  readonly storage: string;
  /**
   * Absolute path of the model folder to start from. Absent: the bundled one, or where there is none a new model of
   * `settings.size`.
   */
  readonly base?: string;
  readonly settings: TrainingSettings;
}

/** What is read of a workspace, and where the results are kept. */
export interface WorkspaceText
  extends Pick<TrainParams, "roots" | "folderInclude" | "folderExclude" | "storage"> {
  readonly settings: Pick<TrainingSettings, "include" | "exclude" | "maxFileSize">;
}

export interface RunParams extends TrainParams {
  /** Whether to resume the unfinished run that the plan reported; otherwise that run is deleted. */
  readonly resume?: boolean;
}

/** What changed since a run was interrupted, and from where it is resumed. */
export interface RunChanges {
  readonly changes: readonly RunChange[];
  /** The epoch from whose beginning it continues; absent where it continues from where it was. */
  readonly fromEpoch?: number;
}

export type RunChange =
  | { readonly what: "text" }
  /** The model to start from; the run keeps the one that it began with. */
  | { readonly what: "model" }
  | {
      readonly what: "setting";
      readonly name: string;
      readonly before: string;
      readonly now: string;
      /** Whether the run keeps what it began with. */
      readonly isKept: boolean;
    };

/** What trains; "auto" tries both for a few steps. */
export type DeviceSetting = "auto" | Device;

export type ModelSize = "tiny" | "mini" | "small" | "medium";

export interface TrainingSettings {
  /** Whether to start from nothing even where there is a model to start from. */
  readonly fromScratch: boolean;
  readonly size: ModelSize;
  /** Times to go through the text, at most; 0 lets the trainer choose. */
  readonly epochs: number;
  /** Evaluations without gain after which training ends; 0 stands for never. */
  readonly patience: number;
  /** Minutes between two checkpoints; 0 saves one after every step. */
  readonly checkpointMinutes: number;
  /** The peak; 0 lets the trainer choose. */
  readonly learningRate: number;
  /** Sequences in one step. */
  readonly batchSize: number;
  /** Tokens in one sequence, special tokens included. */
  readonly sequenceLength: number;
  /** Share of the tokens that are masked. */
  readonly maskingProbability: number;
  readonly wholeWord: boolean;
  /** Words of the text that the model's vocabulary is given, at most. */
  readonly newWords: number;
  /** Threads of one training step; 0 stands for half the cores. */
  readonly threads: number;
  /** In a report what the run is trained on, which is the processor where it is absent. */
  readonly device: DeviceSetting;
  readonly onBattery: "pause" | "continue";
  readonly seed: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Bytes. */
  readonly maxFileSize: number;
}

export interface TrainingPlan {
  readonly files: number;
  /** UTF-16 units of text. */
  readonly characters: number;
  readonly leftOut: readonly LeftOutCount[];
  /** Of all epochs, with their evaluations. */
  readonly estimatedSeconds: number;
  /** Whether a lack of gain may end the run before its last epoch. */
  readonly mayEndSooner: boolean;
  /** A run that was interrupted and can be resumed. */
  readonly unfinished?: UnfinishedRun;
  /** The workspace's model in use, from which a new run may go on; absent where training starts from nothing. */
  readonly inUse?: ListedModel;
}

export interface UnfinishedRun {
  /** Its name in the model store. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Steps done, and planned in all. */
  readonly step: number;
  readonly totalSteps: number;
  /** Of work for the rest, at the run's own pace so far; absent where it did no step. */
  readonly secondsLeft?: number;
  /** Absolute path of the model that it started from; absent where it started from nothing. */
  readonly base?: string;
}

export interface LeftOutCount {
  /** Why, in a few words for a person. */
  readonly reason: string;
  readonly files: number;
}

export interface CorpusListing {
  /** What is read first, then each reason for leaving something out, by number of entries. */
  readonly groups: readonly CorpusGroup[];
}

export interface CorpusGroup {
  /** Why these are left out, in a few words for a person; absent for what is read. */
  readonly reason?: string;
  /** How many files and folders; a folder stands for all that is in it. */
  readonly count: number;
  /** Bytes. */
  readonly size: number;
  /** The first of them, in the order in which they are read: all, unless the whole listing would be too long. */
  readonly entries: readonly ListedEntry[];
}

export interface ListedEntry {
  /** Absolute path of the workspace folder that it was found in. */
  readonly root: string;
  /** From there, with `/`. */
  readonly path: string;
  readonly isFolder: boolean;
  /** The rule or the other file that decided. */
  readonly detail?: string;
}

export type TrainingStage = "preparing" | "training" | "evaluating" | "saving";

export interface TrainingProgress {
  readonly stage: TrainingStage;
  /** Optimiser steps done; 0 before the training stage. */
  readonly step: number;
  readonly totalSteps: number;
  /** The mean loss since the last report. */
  readonly loss?: number;
  readonly learningRate?: number;
  readonly tokensPerSecond?: number;
  readonly etaSeconds?: number;
}

/**
 * What becomes of a run's model: `base` where the model before found more words, and `earlier` where that of an earlier run
 * did; `aside` where there were too few words to decide. `earlier` and `aside` keep it in addition to the one in use.
 */
export type Kept = "tuned" | "base" | "earlier" | "aside";

/** How many of the same hidden words each model finds; without a model that was not asked. */
export interface ComparedWords {
  /** The model that the run started from. */
  readonly before?: WordsFound;
  /** The best one of the run. */
  readonly after?: WordsFound;
  /** The model in use, which an earlier run trained. */
  readonly inUse?: WordsFound;
}

export interface TrainingResult {
  /** Nothing where there was too little text to hold some out. */
  readonly words: ComparedWords;
  readonly kept: Kept;
  /** Absolute path of the model folder that is current now. */
  readonly model: string;
  readonly steps: number;
  /** Of work; pauses and the machine's sleep do not count. */
  readonly seconds: number;
  readonly stoppedEarly: boolean;
  /** Why it ended before its last epoch, in one sentence. */
  readonly endedBecause?: string;
  /** How many evaluations without gain ended it. */
  readonly withoutGain?: number;
  /** Why the processor trained, or trained on, in place of a GPU. */
  readonly fallback?: Sentence;
}
