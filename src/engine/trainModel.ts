import type { Device } from "../core/graph";
import type { WordQuestion } from "../core/questions/wordQuestion";
import { inEnglish, type Sentence } from "../core/sentence";
import type { TrainingOptions, TrainingTask } from "../core/training/train";
import type { TrainingSettings } from "../protocol/training";
import { judge, type Rivals } from "./conclude/verdict";
import { askedDevice } from "./device/askedDevice";
import { type ChosenDevice, chooseDevice } from "./device/chooseDevice";
import { askingBackend, onDevice, trialOf } from "./device/onDevice";
import { followOnDevice } from "./follow/followOnDevice";
import type { RunOutcome } from "./follow/outcome";
import { newReport } from "./follow/reportStart";
import { hideOneWord } from "./follow/sampleFills";
import type { RunControl, RunSetup } from "./follow/setup";
import { type RunStart, type StartedRun, startRun } from "./start/startRun";
import { type Recipe, trainingTask } from "./training/trainingTask";

/** Describes a training run. */
export interface TrainingRun extends RunStart, Recipe {
  /** What the report calls it. */
  readonly name: string;
  /** Evaluations without gain after which the run ends; 0 stands for never. */
  readonly patience: number;
  /** 0 saves a checkpoint after every step. */
  readonly checkpointMinutes: number;
  /** Where it is remembered which device was the faster one. */
  readonly speedsFolder: string;
  /** The settings in force, for the report. */
  settings(options: TrainingOptions): TrainingSettings;
  /** The model in use, which the new one has to beat as well. */
  rival?(questions: readonly WordQuestion[], baseFolder: string | undefined): Promise<Rivals["inUse"]>;
}

export interface TrainingRunControl extends RunControl {
  /** Called when the text is read and the model of the first step is there. */
  onStarted?(started: StartedRun): void | Promise<void>;
  /** Called when it is known what the run is trained on. */
  onDevice?(device: Device): void;
  /** Called when training has ended; the model is judged next, unless the run was suspended. */
  onTrained?(outcome: RunOutcome, task: TrainingTask): void | Promise<void>;
}

export interface TrainedRun {
  readonly started: StartedRun;
  readonly task: TrainingTask;
  /** With a verdict, unless the run was suspended, even while the model was being judged. */
  readonly outcome: RunOutcome;
}

/**
 * A run from the text to the verdict: reads the corpus, chooses what to start from, trains, and asks the model it started
 * from and the new one for the same held-out words. What becomes of the model is for the caller.
 */
export async function trainModel(run: TrainingRun, control: TrainingRunControl): Promise<TrainedRun> {
  const started = await startRun(run, AbortSignal.any([control.stop, control.suspend]));
  const onProcessor = trainingTask(run, started);
  await control.onStarted?.(started);
  const chosen = await deviceOf(run, onProcessor, control);
  if (chosen.fallback) control.warn(inEnglish(chosen.fallback));
  control.onDevice?.(chosen.device);
  const setup = setupOf(run, started, onDevice(onProcessor, chosen.device), chosen.fallback);
  const followed = await followOnDevice(setup, control, run.speedsFolder);
  await control.onTrained?.(followed.outcome, followed.task);
  const outcome = await judgeRun(run, started, followed.task, followed.outcome, control.suspend);
  return { started, task: followed.task, outcome };
}

/** Throws the signal's reason when the run is stopped meanwhile. */
async function deviceOf(
  run: TrainingRun,
  task: TrainingTask,
  { stop, suspend }: TrainingRunControl,
): Promise<ChosenDevice> {
  const question = { asked: await askedDevice(run), folder: run.speedsFolder, step: trialOf(task) };
  return chooseDevice(question, AbortSignal.any([stop, suspend]));
}

function setupOf(
  run: TrainingRun,
  started: StartedRun,
  task: TrainingTask,
  fallback: Sentence | undefined,
): RunSetup {
  const { name, folder, resume, patience, checkpointMinutes } = run;
  const { model, base, baseFolder, newWords, data, fromScratch, isOtherModel } = started;
  const settings = { ...run.settings(task.options), device: task.backend.device };
  return {
    ...{ folder, task, start: model, base, fromScratch, resume, isOtherModel, patience, checkpointMinutes },
    sentences: data.sentences.flatMap((line) => hideOneWord(line, model.tokenizer) ?? []),
    report: newReport({ run: name, model, base: baseFolder, newWords, settings, data, fallback }),
  };
}

async function judgeRun(
  run: TrainingRun,
  { model, base, baseFolder, fromScratch, data: { heldOut } }: StartedRun,
  task: TrainingTask,
  outcome: RunOutcome,
  signal: AbortSignal,
): Promise<RunOutcome> {
  if (outcome.status === "suspended") return outcome;
  const before = fromScratch ? undefined : (base ?? model);
  try {
    const inUse = outcome.model && (await run.rival?.(heldOut.questions, baseFolder));
    return await judge(outcome, { before, inUse }, heldOut, { backend: askingBackend(task), signal });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const { kept: _, ...report } = outcome.report;
    return { ...outcome, status: "suspended", report: { ...report, status: "running" } };
  }
}
