import type { Evaluation, TrainParams } from "./training";

/** What is done with whole models, by a process that ends with the request. */
export interface ModelsSide {
  readonly requests: {
    /** Writes a model as a Hugging Face folder with a model card. */
    exportModel(params: ExportModelParams): void;
    /** Checks a folder, copies it into the store and evaluates it where there is a workspace. */
    importModel(params: ImportModelParams): ListedModel;
    /** The models of a workspace, the newest first. */
    listModels(params: { readonly storage: string }): readonly ListedModel[];
    /** Puts a model into use; without `run` none of the workspace's own. */
    useModel(params: { readonly storage: string; readonly run?: string }): void;
    /** An empty name gives the model its own again. */
    renameModel(params: StoredRun & { readonly name: string }): void;
    deleteModel(params: StoredRun): void;
    /** Evaluates a model on the workspace's held-out masks. */
    evaluateModel(params: EvaluateModelParams): Evaluation;
  };
  readonly notifications: Record<never, never>;
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
  /** Shares of the held-out masks found by the model that its run began with, and by itself. */
  readonly base?: number;
  readonly tuned?: number;
}
