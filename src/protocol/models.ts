import type { BaseModelName } from "../core/models/baseModels";
import type { Sentence } from "../core/sentence";
import type { TrainingSettings, TrainParams, UnfinishedRun } from "./training";
import type { WordsFound } from "./words";

/** What is done with whole models, by a process that ends with the request. */
export interface ModelsSide {
  readonly requests: {
    /** Writes a model as a Hugging Face folder with a model card. */
    exportModel(params: ExportModelParams): void;
    /** Checks a folder and copies it into the store. */
    importModel(params: ImportModelParams): ListedModel;
    /** The models of a workspace, the newest first. */
    listModels(params: { readonly storage: string }): readonly ListedModel[];
    /** Puts a model into use; without `run` none of the workspace's own. */
    useModel(params: { readonly storage: string; readonly run?: string }): void;
    /** An empty name gives the model its own again. */
    renameModel(params: StoredRun & { readonly name: string }): void;
    deleteModel(params: StoredRun): void;
    /** Deletes these models and no other, the reports that have no model any more, and the tokens. */
    deleteModels(params: DeleteModelsParams): void;
    /** Moves all models and runs of a workspace to a folder that holds no models. */
    moveModels(params: MoveModelsParams): void;
    /** The run that can be resumed; undefined where there is none, and while some window trains. */
    interruptedRun(params: { readonly storage: string }): UnfinishedRun | undefined;
    /** Deletes what an interrupted run left; returns false, and deletes nothing, where that run is there no more. */
    discardRun(params: StoredRun): boolean;
    /** Counts the files that training would look at, and those written after `since`, milliseconds since 1970. */
    changedFiles(params: { readonly workspace: TrainParams; readonly since: number }): {
      readonly files: number;
      readonly changed: number;
    };
    /** Asks a model for hidden words of the files that training holds out, and notes with it how it did. */
    evaluateModel(params: EvaluateModelParams): WordsFound;
    /** Asks the model to start from and every model of the workspace for the same words, and notes how they did. */
    compareModels(params: { readonly workspace: TrainParams }): readonly ComparedModel[];
    /** What the base models that are offered would cost on this machine; opens no connection. */
    baseModelCosts(params: BaseModelCostParams): readonly BaseModelCost[];
    /** Asks the hub what a repository holds: opens a connection, and is only for a repository that a person named. */
    describeRepository(params: { readonly repository: string }): RepositoryContents;
    /** Downloads what a person has agreed to, and returns the folder. */
    downloadModel(params: DownloadParams): string;
    /** Writes a folder that trains elsewhere as training here would. */
    exportJob(params: ExportJobParams): void;
  };
  readonly notifications: Record<never, never>;
}

export interface ModelsListener {
  readonly requests: Record<never, never>;
  readonly notifications: {
    /** Bytes of a download that are there, of those of all its files. */
    readonly progress: { readonly done: number; readonly total: number };
  };
}

export interface BaseModelCostParams {
  /** Absent where no folder is open. */
  readonly storage?: string;
  readonly settings: TrainingSettings;
}

export interface BaseModelCost {
  readonly repository: BaseModelName;
  /** Absent where neither its card nor its project names it. */
  readonly licence?: string;
  readonly parameters: number;
  /** Of training, with the batch and the sequences of the settings. */
  readonly stepSeconds: number;
  /** Of filling one mask. */
  readonly fillSeconds: number;
}

export interface RepositoryContents {
  /** The hub's address. */
  readonly endpoint: string;
  readonly repository: string;
  readonly commit: string;
  /** As the repository's card names it. */
  readonly licence?: string;
  /** Those of a model, with their sizes in bytes. */
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly hash: { readonly kind: "sha256" | "git"; readonly value: string };
  }[];
}

export interface DownloadParams {
  readonly contents: RepositoryContents;
  /** Absolute path of the folder for downloaded models; each gets a folder of its own in it. */
  readonly parent: string;
}

export interface ExportJobParams {
  readonly workspace: TrainParams;
  /** Absolute path of the folder to write, which must be new or empty. */
  readonly output: string;
}

export interface ExportModelParams {
  /** Path of the model's folder. */
  readonly model: string;
  /** Path of the folder to write, which must be new or empty. */
  readonly output: string;
  /** Whether it gets `onnx/model.onnx`, which transformers.js loads. */
  readonly onnx: boolean;
}

export interface ImportModelParams {
  /** Absolute path of the folder to copy. */
  readonly folder: string;
  readonly storage: string;
  readonly name?: string;
}

export interface StoredRun {
  readonly storage: string;
  readonly run: string;
}

export interface DeleteModelsParams {
  readonly storage: string;
  readonly runs: readonly string[];
}

export interface MoveModelsParams {
  /** Absolute paths of folders such as `TrainParams.storage`. */
  readonly from: string;
  readonly to: string;
}

export interface EvaluateModelParams {
  /** Absolute path of the model's folder. */
  readonly model: string;
  /** The workspace and the settings that decide what is held out. */
  readonly workspace: TrainParams;
}

export interface ListedModel {
  /** Its name in the store. */
  readonly run: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly inUse: boolean;
  /** What a person calls it. */
  readonly name?: string;
  readonly imported: boolean;
  /** How it did when it was last asked; absent where others were asked for other words since. */
  readonly found?: WordsFound;
  /** Whether it was asked for other words than others were since, because the text or the settings changed. */
  readonly isOutdated?: boolean;
}

export interface ComparedModel {
  /** Absent for the model that training starts from. */
  readonly model?: ListedModel;
  /** Absent where it could not be asked. */
  readonly found?: WordsFound;
  /** Why it could not be asked, in one sentence. */
  readonly failure?: Sentence;
}
