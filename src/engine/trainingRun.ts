import { join } from "node:path";
import { Fault } from "../core/errors";
import { parametersOf } from "../core/models/families";
import type { Ranking } from "../core/ranking/rank";
import { sentence } from "../core/sentence";
import { trainingGigaflops } from "../core/training/cost";
import type { StepEvent, TrainingTask } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { nameOf, readHeldOut, writeHeldOut } from "../node/heldOutStore";
import { type NotedWords, readNotes } from "../node/modelNotes";
import { currentModel, newRunName, runFolder, runsFolder, storedModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { TrainingReport } from "../protocol/report";
import type * as protocol from "../protocol/training";
import type { WordsFound } from "../protocol/words";
import { concludeRun } from "./conclude/concludeRun";
import { fitRanking } from "./conclude/fitRanking";
import { judge, type Rivals } from "./conclude/verdict";
import { followRun } from "./follow/followRun";
import { type RunOutcome, sentenceOf } from "./follow/outcome";
import type { PauseGate } from "./follow/pauseGate";
import { newReport } from "./follow/reportStart";
import { hideOneWord } from "./follow/sampleFills";
import type { RunSetup } from "./follow/setup";
import type { Pace } from "./follow/throughput";
import { loadModel, type Model, saveModel } from "./models/loadModel";
import { leaveReport } from "./runs/folder";
import { withTrainingLock } from "./runs/trainingLock";
import { discardIfEmpty, discardUnfinished, madeStart, startFolder, unfinishedRun } from "./runs/unfinished";
import { type Prepared, prepare } from "./start/prepare";
import {
  corpusSource,
  dataOptions,
  prepareStart,
  startModel,
  trainingOptions,
  trainingThreads,
} from "./training/runOptions";
import { rememberSpeed } from "./training/speeds";

export interface TrainingControl {
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

/**
 * Trains on the folders, asks the model it started from and the new one for the same held-out words, and keeps the better.
 * With `resume` the unfinished run goes on; else it is deleted.
 */
export function runTraining(
  params: protocol.RunParams,
  control: TrainingControl,
): Promise<protocol.TrainingResult> {
  return withTrainingLock(params.storage, () => runLocked(params, control));
}

async function runLocked(
  params: protocol.RunParams,
  control: TrainingControl,
): Promise<protocol.TrainingResult> {
  control.progress({ stage: "preparing", step: 0, totalSteps: 0 });
  const chosen = await chooseRun(params);
  const { base = params.base } = chosen;
  try {
    return await follow({ ...params, ...(base !== undefined && { base }) }, chosen, control);
  } finally {
    await discardIfEmpty(chosen.folder).catch(() => {}); // the next run tries it again
  }
}

async function follow(
  params: protocol.RunParams,
  chosen: ChosenRun,
  control: TrainingControl,
): Promise<protocol.TrainingResult> {
  const { storage } = params;
  const prepared = await prepareRun(params, chosen, control);
  control.progress({ stage: "evaluating", step: 0, totalSteps: 0 });
  const outcome = await followRun(setupOf(params, chosen, prepared), {
    ...control,
    onReport: control.report,
    onChanges: control.changes,
    onEvent: (event, pace) => {
      if (event.type === "step") control.progress(progressOf(event, pace));
    },
  });
  await keepSpeed(params, prepared.task, outcome.report, control);
  const { status, steps } = outcome;
  if (status === "suspended") {
    await leaveReport(chosen.folder, outcome.report);
    throw control.suspend.reason;
  }
  control.progress({ stage: "evaluating", step: steps, totalSteps: steps });
  const judged = await judgeRun(params, chosen, prepared, outcome, control);
  control.progress({ stage: "saving", step: steps, totalSteps: steps });
  const { questions } = prepared.data.heldOut;
  const ranking = await rankingFor(judged, params, prepared, control);
  const concluded = await concludeRun({ storage, ...chosen, questions, ranking }, judged, control.warn);
  control.report(concluded.report);
  if (concluded.failure !== undefined) throw withAdvice(concluded.failure, concluded);
  return { ...figuresOf(params, concluded), model: await modelNow(params, prepared) };
}

function setupOf(
  params: protocol.RunParams,
  { run, folder, resume }: ChosenRun,
  { task, start, before, fromScratch, isOtherModel, data, base, newWords }: PreparedRun,
): RunSetup {
  const { patience, checkpointMinutes } = params.settings;
  const settings = settingsInForce(params, task);
  return {
    ...{ folder, task, start, fromScratch, resume, isOtherModel, patience, checkpointMinutes },
    base: before,
    sentences: data.sentences.flatMap((line) => hideOneWord(line, start.tokenizer) ?? []),
    report: newReport({ run, model: start, base, newWords, settings, data }),
  };
}

async function judgeRun(
  params: protocol.RunParams,
  { run }: ChosenRun,
  { task, start, before, fromScratch, base, data }: PreparedRun,
  outcome: RunOutcome,
  { suspend, warn }: TrainingControl,
): Promise<RunOutcome> {
  const others = [base, runFolder(params.storage, run)];
  const inUse =
    outcome.model && (await modelInUse(params.storage, others, nameOf(data.heldOut.questions), warn));
  const rivals = { before: fromScratch ? undefined : (before ?? start), inUse };
  return judge(outcome, rivals, data.heldOut, { backend: task.backend, signal: suspend });
}

/** The weights for the model that is kept; the shipped ones serve one without, as that of a run that was stopped. */
async function rankingFor(
  { model }: RunOutcome,
  params: protocol.RunParams,
  { task, data }: PreparedRun,
  { stop, suspend, warn }: TrainingControl,
): Promise<Ranking | undefined> {
  const ended = AbortSignal.any([stop, suspend]);
  if (model === undefined || ended.aborted) return undefined;
  try {
    return await fitRanking(task.backend, model, corpusSource(params), data.heldOut.questions, ended);
  } catch (error) {
    if (!ended.aborted) warn(`The order of words was not fitted to the model: ${sentenceOf(error)}`);
    return undefined;
  }
}

/** The model in use where an earlier run trained it; undefined for those in `others`, and where it cannot be read. */
async function modelInUse(
  storage: string,
  others: readonly (string | undefined)[],
  questions: string,
  warn: (sentence: string) => void,
): Promise<Rivals["inUse"]> {
  const folder = await currentModel(storage);
  if (folder === undefined || others.includes(folder)) return undefined;
  try {
    const { found } = await readNotes(folder);
    return {
      model: await loadModel(folder),
      found: found?.questions === questions ? withoutName(found) : undefined,
    };
  } catch (error) {
    warn(sentenceOf(error));
    return undefined;
  }
}

function withoutName({ questions: _, ...found }: NotedWords): WordsFound {
  return found;
}

function figuresOf(
  { settings }: protocol.RunParams,
  { status, steps, endedBecause, report }: RunOutcome,
): Omit<protocol.TrainingResult, "model"> {
  const { before, after, inUse } = report.words ?? {};
  return {
    words: { ...(before && { before }), ...(after && { after }), ...(inUse && { inUse }) },
    kept: report.kept ?? "base",
    steps,
    seconds: report.seconds,
    stoppedEarly: status === "stopped",
    ...(endedBecause === undefined ? {} : { endedBecause }),
    ...(status === "finished" && endedBecause ? { withoutGain: settings.patience } : {}),
  };
}

/** The folder of the model that answers after the run. */
async function modelNow({ storage }: protocol.RunParams, { base }: PreparedRun): Promise<string> {
  return (await currentModel(storage)) ?? base ?? storage;
}

/** So that the next plan knows how fast this machine is; a run without it is no worse. */
async function keepSpeed(
  { storage, settings }: protocol.RunParams,
  { config }: TrainingTask,
  { tokensPerSecond = 0 }: TrainingReport,
  { warn }: TrainingControl,
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
  { options, backend: { threads } }: TrainingTask,
): protocol.TrainingSettings {
  const { epochs, learningRate } = options;
  return { ...settings, epochs, learningRate, threads };
}

interface ChosenRun {
  readonly run: string;
  readonly folder: string;
  readonly resume: boolean;
  /** The model of the workspace from which a run that is resumed went on. */
  readonly base?: string;
}

async function chooseRun({ storage, resume = false }: protocol.RunParams): Promise<ChosenRun> {
  const unfinished = resume ? await unfinishedRun(storage) : undefined;
  if (!unfinished) await discardUnfinished(storage);
  const run = unfinished?.run ?? (await newRunName(storage));
  const base = unfinished?.base === undefined ? undefined : await storedModel(storage, unfinished.base);
  const folder = join(runsFolder(storage), run);
  return { run, folder, resume: unfinished !== undefined, ...(base !== undefined && { base }) };
}

interface PreparedRun extends Pick<Prepared, "data" | "newWords"> {
  readonly task: TrainingTask;
  /** The model of the first step. */
  readonly start: Model;
  /** The model that the person had, where `start` got new words. */
  readonly before: Model | undefined;
  readonly fromScratch: boolean;
  /** Whether a new run would start from another model than this one, which goes on with its own. */
  readonly isOtherModel: boolean;
  /** The folder of the model to start from; undefined for a new one. */
  readonly base: string | undefined;
}

/** Reads the text, and makes or finds the model of the first step. */
async function prepareRun(
  params: protocol.RunParams,
  { folder, resume }: ChosenRun,
  { stop, suspend }: TrainingControl,
): Promise<PreparedRun> {
  const { settings } = params;
  const made = resume ? await madeStart(folder) : undefined;
  const signal = AbortSignal.any([stop, suspend]);
  const source = made ?? prepareStart(params, resume);
  const heldOut = await readHeldOut(params.storage);
  const options = { ...dataOptions(params), before: heldOut };
  const { model: start, data, base: before, newWords } = await prepare(source, options, signal);
  await writeHeldOut(params.storage, data.heldOut);
  const baseFolder = made ? made.base : startModel(params);
  const fromScratch = baseFolder === undefined;
  const isMade = fromScratch || newWords.length > 0;
  if (isMade && !made) await saveModel(startFolder(folder), start, { replace: true });
  const state = new TrainingState(parametersOf(start.config));
  state.load("parameters", start.parameters);
  const task: TrainingTask = {
    backend: onnxRuntimeBackend({ threads: trainingThreads(settings) }),
    config: start.config,
    state,
    vocabulary: start.tokenizer,
    train: data.train,
    validation: data.validation,
    options: trainingOptions(settings, start.config, { fromScratch, sequences: data.train.count }),
  };
  const isOtherModel = baseFolder !== startModel(params);
  return { start, before, task, data, fromScratch, isOtherModel, base: baseFolder, newWords };
}

/** The fault that ended a run, and what is left of the run. */
function withAdvice(failure: unknown, { report }: RunOutcome): unknown {
  if (!(failure instanceof Fault) || failure.kind !== "non-finite") return failure;
  const kept =
    report.kept === "tuned" ? sentence`The best model so far is in use.` : sentence`The model in use stays.`;
  return new Fault("non-finite", sentence`${failure.sentence} ${kept}`, { cause: failure });
}

function progressOf(event: StepEvent, pace: Pace): protocol.TrainingProgress {
  const { step, totalSteps, loss, learningRate } = event;
  const { tokensPerSecond, secondsLeft } = pace;
  const figures = { loss, learningRate, tokensPerSecond, etaSeconds: secondsLeft };
  return { stage: "training", step, totalSteps, ...figures };
}
