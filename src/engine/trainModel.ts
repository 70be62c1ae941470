import type { WordQuestion } from "../core/questions/wordQuestion";
import type { TrainingOptions, TrainingTask } from "../core/training/train";
import type { TrainingSettings } from "../protocol/training";
import { judge, type Rivals } from "./conclude/verdict";
import { followRun } from "./follow/followRun";
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
  /** The settings in force, for the report. */
  settings(options: TrainingOptions): TrainingSettings;
  /** The model in use, which the new one has to beat as well. */
  rival?(questions: readonly WordQuestion[], baseFolder: string | undefined): Promise<Rivals["inUse"]>;
}

export interface TrainingRunControl extends RunControl {
  /** Called when the text is read and the model of the first step is there. */
  onStarted?(started: StartedRun): void | Promise<void>;
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
  const task = trainingTask(run, started);
  await control.onStarted?.(started);
  const trained = await followRun(setupOf(run, started, task), control);
  await control.onTrained?.(trained, task);
  return { started, task, outcome: await judgeRun(run, started, task, trained, control.suspend) };
}

function setupOf(run: TrainingRun, started: StartedRun, task: TrainingTask): RunSetup {
  const { name, folder, resume, patience, checkpointMinutes } = run;
  const { model, base, baseFolder, newWords, data, fromScratch, isOtherModel } = started;
  const settings = run.settings(task.options);
  return {
    ...{ folder, task, start: model, base, fromScratch, resume, isOtherModel, patience, checkpointMinutes },
    sentences: data.sentences.flatMap((line) => hideOneWord(line, model.tokenizer) ?? []),
    report: newReport({ run: name, model, base: baseFolder, newWords, settings, data }),
  };
}

async function judgeRun(
  run: TrainingRun,
  { model, base, baseFolder, fromScratch, data: { heldOut } }: StartedRun,
  { backend }: TrainingTask,
  outcome: RunOutcome,
  signal: AbortSignal,
): Promise<RunOutcome> {
  if (outcome.status === "suspended") return outcome;
  const before = fromScratch ? undefined : (base ?? model);
  try {
    const inUse = outcome.model && (await run.rival?.(heldOut.questions, baseFolder));
    return await judge(outcome, { before, inUse }, heldOut, { backend, signal });
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    const { kept: _, ...report } = outcome.report;
    return { ...outcome, status: "suspended", report: { ...report, status: "running" } };
  }
}
