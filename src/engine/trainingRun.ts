import type { StepEvent } from "../core/training/train";
import { questionsId, writeHeldOut } from "../node/heldOutStore";
import { currentModel } from "../node/modelStore";
import type { TrainingReport } from "../protocol/report";
import type * as protocol from "../protocol/training";
import { concludeRun } from "./conclude/concludeRun";
import { rankingFor } from "./conclude/rankingFor";
import { resultOf, withAdvice } from "./conclude/trainingResult";
import type { PauseGate } from "./follow/pauseGate";
import type { Pace } from "./follow/throughput";
import { noteFound } from "./models/storedModels";
import { writeReport } from "./runs/folder";
import { withTrainingLock } from "./runs/trainingLock";
import { discardIfEmpty } from "./runs/unfinished";
import { rememberSpeed, speedOf } from "./training/speeds";
import { type TrainedRun, type TrainingRun, type TrainingRunControl, trainModel } from "./trainModel";
import { workspaceRun } from "./workspaceRun";

export interface TrainingControl {
  /** Aborted to end the run early; what was learnt is evaluated and saved all the same. */
  readonly stop: AbortSignal;
  /** Aborted to suspend the run: a checkpoint is saved, from which it can be resumed. */
  readonly suspend: AbortSignal;
  readonly gate: PauseGate;
  progress(progress: protocol.TrainingProgress): void;
  report(report: TrainingReport): void;
  /** Called with what changed since the run that is resumed was interrupted. */
  changes(changes: protocol.RunChanges): void;
  warn(sentence: string): void;
  /** Milliseconds of a clock that is never put back; a test may let the machine sleep. */
  now?(): number;
}

/**
 * Trains on the folders, asks the model it started from and the new one for the same held-out words, and keeps the better.
 * With `resume` the unfinished run is resumed; otherwise it is deleted.
 */
export function runTraining(
  params: protocol.RunParams,
  control: TrainingControl,
): Promise<protocol.TrainingResult> {
  return withTrainingLock(params.storage, async () => {
    control.progress({ stage: "preparing", step: 0, totalSteps: 0 });
    const run = await workspaceRun(params, control.warn);
    try {
      return await trainAndKeep(run, params.storage, control);
    } finally {
      await discardIfEmpty(run.folder).catch(() => {}); // the next run tries it again
    }
  });
}

async function trainAndKeep(
  run: TrainingRun,
  storage: string,
  control: TrainingControl,
): Promise<protocol.TrainingResult> {
  const { name, folder, patience } = run;
  const trained = await trainModel(run, runControl(storage, control));
  const { outcome, started } = trained;
  if (outcome.status === "suspended") {
    await writeReport(folder, outcome.report);
    throw control.suspend.reason;
  }
  control.progress({ stage: "saving", step: outcome.steps, totalSteps: outcome.steps });
  const { questions } = started.data.heldOut;
  const ended = AbortSignal.any([control.stop, control.suspend]);
  const ranking = await rankingFor(run.data, trained, ended, control.warn);
  await noteStart(storage, trained).catch((error: Error) => control.warn(error.message));
  const endedRun = { storage, run: name, folder, questions, ranking };
  const concluded = await concludeRun(endedRun, outcome, control.warn);
  control.report(concluded.report);
  if (concluded.failure !== undefined) throw withAdvice(concluded.failure, concluded);
  const model = (await currentModel(storage)) ?? started.baseFolder ?? storage;
  return { ...resultOf(concluded, patience), model };
}

/** Notes how many of the words the model finds that the run started from: the editor tells it while that model is in use. */
async function noteStart(
  storage: string,
  { started: { baseFolder, data }, outcome: { report } }: TrainedRun,
): Promise<void> {
  const before = report.words?.before;
  if (baseFolder === undefined || before === undefined) return;
  await noteFound(storage, baseFolder, { ...before, questions: questionsId(data.heldOut.questions) });
}

function runControl(storage: string, control: TrainingControl): TrainingRunControl {
  const evaluating = (step: number) => control.progress({ stage: "evaluating", step, totalSteps: step });
  return {
    ...control,
    onReport: control.report,
    onChanges: control.changes,
    onStarted: async ({ data }) => {
      await writeHeldOut(storage, data.heldOut);
      evaluating(0);
    },
    onEvent: (event, pace) => {
      if (event.type === "step") control.progress(progressOf(event, pace));
    },
    onTrained: async ({ status, steps, report }, task) => {
      // for the estimate of the next plan; a run is no worse without it
      await rememberSpeed(storage, speedOf(task, report)).catch((error: Error) =>
        control.warn(error.message),
      );
      if (status !== "suspended") evaluating(steps);
    },
  };
}

function progressOf(event: StepEvent, pace: Pace): protocol.TrainingProgress {
  const { step, totalSteps, loss, learningRate } = event;
  const { tokensPerSecond, secondsLeft } = pace;
  const figures = { loss, learningRate, tokensPerSecond, etaSeconds: secondsLeft };
  return { stage: "training", step, totalSteps, ...figures };
}
