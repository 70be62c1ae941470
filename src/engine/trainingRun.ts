import { join } from "node:path";
import { Fault } from "../core/errors";
import { parameterShapes } from "../core/models/parameters";
import { trainingGigaflops } from "../core/training/cost";
import type { StepEvent, TrainingTask } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { withLock } from "../node/lock";
import { readNotes } from "../node/modelNotes";
import { currentModel, newRunName, runFolder, runsFolder, useModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { TrainingReport } from "../protocol/report";
import type * as protocol from "../protocol/training";
import { loadModel, type Model, saveModel } from "./loadModel";
import type { PauseGate } from "./pauseGate";
import { type Prepared, prepare } from "./prepare";
import { newReport } from "./reportStart";
import { clearRun, leaveReport } from "./run/folder";
import { followRun } from "./run/followRun";
import { type RunOutcome, unkept } from "./run/outcome";
import type { Pace } from "./run/throughput";
import {
  discardIfEmpty,
  discardUnfinished,
  madeStart,
  pruneReports,
  startFolder,
  unfinishedRun,
} from "./run/unfinished";
import { dataOptions, prepareStart, startModel, trainingOptions, trainingThreads } from "./runOptions";
import { hideOneWord } from "./sampleFills";
import { rememberSpeed } from "./speeds";
import { findWords, forProtocol, wordQuestionsOf } from "./wordQuestions";

export interface RunControl {
  /** Aborted to end the run early; what was learnt is evaluated and saved all the same. */
  readonly stop: AbortSignal;
  /** Aborted to break the run off: a checkpoint is saved, from which it can be resumed. */
  readonly suspend: AbortSignal;
  readonly gate: PauseGate;
  progress(progress: protocol.TrainingProgress): void;
  report(report: TrainingReport): void;
  /** Told what changed since a run was interrupted that goes on now. */
  changes(changes: protocol.RunChanges): void;
  warn(sentence: string): void;
  /** Milliseconds of a clock that is never put back; a test may let the machine sleep. */
  now?(): number;
}

/** One run at a time for a workspace, whatever windows show it. */
const LOCK = "training.lock";

/**
 * Trains on the folders, compares with the model it started from on the same held-out masks, and keeps the better.
 * With `resume` the unfinished run goes on; else it is deleted.
 */
export function runTraining(
  params: protocol.RunParams,
  control: RunControl,
): Promise<protocol.TrainingResult> {
  const busy = "Another window is training on this workspace; wait until it is done, or stop it there";
  return withLock(join(params.storage, LOCK), busy, () => runLocked(params, control));
}

async function runLocked(params: protocol.RunParams, control: RunControl): Promise<protocol.TrainingResult> {
  control.progress({ stage: "preparing", step: 0, totalSteps: 0 });
  const chosen = await chooseRun(params);
  try {
    return await follow(params, chosen, control);
  } finally {
    await discardIfEmpty(chosen.folder).catch(() => {}); // the next run tries it again
  }
}

async function follow(
  params: protocol.RunParams,
  { run, folder, resume }: ChosenRun,
  control: RunControl,
): Promise<protocol.TrainingResult> {
  const { storage } = params;
  const { start, task, fromScratch, isOtherModel, ...prepared } = await prepareRun(
    params,
    folder,
    resume,
    control,
  );
  control.progress({ stage: "evaluating", step: 0, totalSteps: 0 });
  const outcome = await followRun(
    {
      ...{ folder, task, start, fromScratch, resume, isOtherModel },
      patience: params.settings.patience,
      checkpointMinutes: params.settings.checkpointMinutes,
      sentences: prepared.data.sentences.flatMap((line) => hideOneWord(line, start.tokenizer) ?? []),
      report: newReport({ ...prepared, run, model: start, settings: settingsInForce(params, task) }),
    },
    {
      ...control,
      onReport: control.report,
      onChanges: control.changes,
      onEvent: (event, pace) => {
        if (event.type === "step") control.progress(progressOf(event, pace));
      },
    },
  );
  await keepSpeed(params, task, outcome.report, control);
  const { status, steps, before, after } = outcome;
  if (status === "suspended") {
    await leaveReport(folder, outcome.report);
    throw control.suspend.reason;
  }
  control.progress({ stage: "saving", step: steps, totalSteps: steps });
  const earlier = await betterInUse(params, run, outcome, { ...prepared, start }, control);
  const kept = earlier ? "earlier" : outcome.model ? "tuned" : "base";
  const report: TrainingReport = {
    ...outcome.report,
    ...(outcome.report.kept && { kept }),
    ...(earlier && { earlier }),
  };
  const concluded = await conclude(storage, run, folder, { ...outcome, report }, control);
  control.report(concluded.report);
  if (concluded.failure !== undefined) throw withAdvice(concluded.failure, concluded);
  return {
    ...(before && !fromScratch ? { base: forProtocol(before) } : {}),
    ...(after ? { tuned: forProtocol(after) } : {}),
    kept,
    ...(earlier && { earlier }),
    model: (await currentModel(storage)) ?? prepared.base ?? storage,
    steps,
    seconds: concluded.report.seconds,
    stoppedEarly: status === "stopped",
    ...(outcome.endedBecause === undefined ? {} : { endedBecause: outcome.endedBecause }),
    ...(status === "finished" && outcome.endedBecause ? { withoutGain: params.settings.patience } : {}),
  };
}

/** So that the next plan knows how fast this machine is; a run without it is no worse. */
async function keepSpeed(
  { storage, settings }: protocol.RunParams,
  { config }: TrainingTask,
  { tokensPerSecond = 0 }: TrainingReport,
  { warn }: RunControl,
): Promise<void> {
  const { sequenceLength, maskingProbability } = settings;
  const gigaflopsPerToken = trainingGigaflops(config, sequenceLength, maskingProbability) / sequenceLength;
  const gigaflopsPerSecond = gigaflopsPerToken * tokensPerSecond;
  const speed = { threads: trainingThreads(settings), hiddenSize: config.hiddenSize, gigaflopsPerSecond };
  await rememberSpeed(storage, speed).catch((error: Error) => warn(error.message));
}

/** With what the trainer chose itself. */
function settingsInForce(
  { settings }: protocol.RunParams,
  { options }: TrainingTask,
): protocol.TrainingSettings {
  const { epochs, learningRate } = options;
  return { ...settings, epochs, learningRate };
}

interface ChosenRun {
  readonly run: string;
  readonly folder: string;
  readonly resume: boolean;
}

async function chooseRun({ storage, resume = false }: protocol.RunParams): Promise<ChosenRun> {
  const unfinished = resume ? await unfinishedRun(storage) : undefined;
  if (!unfinished) await discardUnfinished(storage);
  const run = unfinished?.run ?? (await newRunName(storage));
  return { run, folder: join(runsFolder(storage), run), resume: unfinished !== undefined };
}

async function prepareRun(
  params: protocol.RunParams,
  folder: string,
  resume: boolean,
  { stop, suspend }: RunControl,
) {
  const { settings } = params;
  const made = resume ? await madeStart(folder) : undefined;
  const signal = AbortSignal.any([stop, suspend]);
  const source = made ?? prepareStart(params, resume);
  const { model: start, data, base, newWords } = await prepare(source, dataOptions(params), signal);
  const baseFolder = made ? made.base : startModel(params);
  const fromScratch = baseFolder === undefined;
  const isMade = fromScratch || newWords.length > 0;
  if (isMade && !made) await saveModel(startFolder(folder), start, { replace: true });
  const state = new TrainingState(parameterShapes(start.config));
  state.load("parameters", start.parameters);
  const task: TrainingTask = {
    backend: onnxRuntimeBackend({ threads: trainingThreads(settings) }),
    config: start.config,
    state,
    vocabulary: start.tokenizer,
    train: data.train,
    validation: data.validation,
    options: trainingOptions(settings, start.config, { fromScratch, sequences: data.train.count }),
    ...(base && { base }),
  };
  const isOtherModel = baseFolder !== startModel(params);
  return { start, task, data, fromScratch, isOtherModel, base: baseFolder, newWords };
}

/**
 * Puts the better model into use; a failed run stays, to be resumed with other settings. The report comes last, so that
 * it tells of nothing that was not done.
 */
async function conclude(
  storage: string,
  run: string,
  folder: string,
  outcome: RunOutcome,
  { warn }: Pick<RunControl, "warn">,
): Promise<RunOutcome> {
  const concluded = await tryKeep(storage, run, outcome);
  const { report, status } = concluded;
  const isLeft = await leaveReport(folder, report);
  if (status === "failed") return concluded;
  await clearRun(folder);
  if (!isLeft && !(await leaveReport(folder, report))) warn(`The report of ${run} cannot be written.`);
  await pruneReports(storage);
  return concluded;
}

async function tryKeep(storage: string, run: string, outcome: RunOutcome): Promise<RunOutcome> {
  const { model, report } = outcome;
  try {
    if (model) await keep(storage, run, model, report.kept === "earlier");
    return outcome;
  } catch (error) {
    return unkept(outcome, error);
  }
}

/** A run that failed, or that was killed here, has a model already; a person may have named it. */
async function keep(storage: string, run: string, model: Model, isAside: boolean): Promise<void> {
  const folder = runFolder(storage, run);
  const { name } = await readNotes(folder);
  const options = { replace: true, ...(name !== undefined && { notes: { name } }) };
  await saveModel(folder, model, options);
  if (!isAside) await useModel(storage, run);
}

/** How the model in use does and the new one, where an earlier run trained it and it finds more of the hidden words. */
async function betterInUse(
  { storage, settings }: protocol.RunParams,
  run: string,
  { model, status }: RunOutcome,
  { data, start }: Pick<Prepared, "data"> & { readonly start: Model },
  { suspend, warn }: RunControl,
): Promise<protocol.Standing | undefined> {
  const inUse = await currentModel(storage);
  if (model === undefined || inUse === undefined || status === "failed") return undefined;
  if (inUse === runFolder(storage, run) || data.validation.count === 0) return undefined;
  const questions = wordQuestionsOf(data.validation, start, settings);
  try {
    const standing = {
      inUse: await findWords(await loadModel(inUse), questions, settings, suspend),
      trained: await findWords(model, questions, settings, suspend),
    };
    return standing.inUse.loss <= standing.trained.loss ? standing : undefined;
  } catch (error) {
    suspend.throwIfAborted();
    warn(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** The fault that ended a run, and what is left of the run. */
function withAdvice(failure: unknown, { model }: RunOutcome): unknown {
  if (!(failure instanceof Fault) || failure.kind !== "non-finite") return failure;
  const kept = model ? "The best model so far is in use" : "The model in use stays";
  return new Fault("non-finite", `${failure.message} ${kept}.`, { cause: failure });
}

function progressOf(event: StepEvent, pace: Pace): protocol.TrainingProgress {
  const { step, totalSteps, loss, learningRate } = event;
  const { tokensPerSecond, secondsLeft } = pace;
  const figures = { loss, learningRate, tokensPerSecond, etaSeconds: secondsLeft };
  return { stage: "training", step, totalSteps, ...figures };
}
