import { join } from "node:path";
import { questionsId, readHeldOut } from "../node/heldOutStore";
import { newRunName, runFolder, runsFolder, storedModel } from "../node/modelStore";
import type { RunParams } from "../protocol/training";
import { rivalInUse } from "./conclude/rivalInUse";
import { workspaceData } from "./corpus/workspaceCorpus";
import { trainingThreads } from "./defaultOptions";
import { discardUnfinished, unfinishedRun } from "./runs/unfinished";
import { baseFolder, workspaceStart } from "./start/startOptions";
import { workspaceTraining } from "./training/workspaceTraining";
import type { TrainingRun } from "./trainModel";

/** The run that `params` ask for: with `resume` the unfinished one, if there is one; otherwise that is deleted. */
export async function workspaceRun(
  params: RunParams,
  warn: (sentence: string) => void,
): Promise<TrainingRun> {
  const { storage, settings } = params;
  const { name, folder, resume, ...own } = await chooseRun(params);
  const started = { ...params, ...own };
  const threads = trainingThreads(settings);
  const data = { ...workspaceData(started), before: await readHeldOut(storage) };
  return {
    ...{ name, folder, resume, data, threads },
    device: settings.device,
    speedsFolder: storage,
    start: workspaceStart(started, resume),
    base: baseFolder(started),
    optionsFor: (config, text) => workspaceTraining(settings, config, text),
    patience: settings.patience,
    checkpointMinutes: settings.checkpointMinutes,
    settings: ({ epochs, learningRate }) => ({ ...settings, epochs, learningRate, threads }),
    rival: (questions, base) =>
      rivalInUse(storage, [base, runFolder(storage, name)], questionsId(questions), warn),
  };
}

interface ChosenRun extends Pick<TrainingRun, "name" | "folder" | "resume"> {
  /** The model of the workspace that a resumed run started from. */
  readonly base?: string;
}

async function chooseRun({ storage, resume = false }: RunParams): Promise<ChosenRun> {
  const unfinished = resume ? await unfinishedRun(storage) : undefined;
  if (!unfinished) await discardUnfinished(storage);
  const name = unfinished?.run ?? (await newRunName(storage));
  const base = unfinished?.base === undefined ? undefined : await storedModel(storage, unfinished.base);
  const folder = join(runsFolder(storage), name);
  return { name, folder, resume: unfinished !== undefined, ...(base !== undefined && { base }) };
}
