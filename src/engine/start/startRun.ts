import type { DataOptions } from "../corpus/prepareData";
import { saveModel } from "../models/loadModel";
import { firstModelFolder, readFirstModel } from "./firstModel";
import { type Prepared, prepare, type Start } from "./prepare";

/** What a run reads, and what it is asked to start from. */
export interface RunStart {
  /** The run's folder. */
  readonly folder: string;
  /** Whether to resume the unfinished run in the folder. */
  readonly resume: boolean;
  readonly data: DataOptions;
  readonly start: Start;
  /** The folder of the model to start from; undefined for a new one. */
  readonly base: string | undefined;
}

export interface StartedRun extends Prepared {
  /** The folder of the model that the run started from; undefined for a new one. */
  readonly baseFolder: string | undefined;
  /** Whether the model of the first step knows nothing yet. */
  readonly fromScratch: boolean;
  /** Whether a new run would start from another model than this one, which is resumed with its own. */
  readonly isOtherModel: boolean;
}

/** Reads the text and makes or finds the model of the first step; one that is made is saved with the run. */
export async function startRun(
  { folder, resume, data, start, base }: RunStart,
  signal: AbortSignal,
): Promise<StartedRun> {
  const first = resume ? await readFirstModel(folder) : undefined;
  const prepared = await prepare(first ?? start, data, signal);
  const baseFolder = first ? first.base : base;
  const fromScratch = baseFolder === undefined;
  const isMade = fromScratch || prepared.newWords.length > 0;
  if (isMade && !first) await saveModel(firstModelFolder(folder), prepared.model, { replace: true });
  return { ...prepared, baseFolder, fromScratch, isOtherModel: baseFolder !== base };
}
