import { join } from "node:path";
import { Fault } from "../core/errors";
import { parameterShapes } from "../core/models/parameters";
import { trainingGigaflops } from "../core/training/cost";
import type { StepEvent, TrainingTask } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { writeFileAtomic } from "../node/atomicFiles";
import { withLock } from "../node/lock";
import { currentModel, runFolder, runsFolder, useModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { TrainingReport } from "../protocol/report";
import type * as protocol from "../protocol/training";
import { loadModel, type Model, saveModel } from "./loadModel";
import type { PauseGate } from "./pauseGate";
import { type Prepared, prepare } from "./prepare";
import { newReport } from "./reportStart";
import { clearRun, followRun, REPORT_FILE, type RunOutcome } from "./run";
import { dataOptions, prepareStart, startModel, trainingOptions, trainingThreads } from "./runOptions";
import { hideOneWord } from "./sampleFills";
import { rememberSpeed } from "./speeds";
import { createThroughput, type Throughput } from "./throughput";
import { discardUnfinished, madeStart, pruneReports, startFolder, unfinishedRun } from "./unfinishedRun";
import { findWords, forProtocol, wordQuestionsOf } from "./wordQuestions";

export interface RunControl {
  /** Aborted to end the run early; what was learnt is evaluated and saved all the same. */
  readonly stop: AbortSignal;
  /** Aborted to break the run off: a checkpoint is saved, from which it can be resumed. */
  readonly suspend: AbortSignal;
  readonly gate: PauseGate;
  progress(progress: protocol.TrainingProgress): void;
  report(report: TrainingReport): void;
  warn(sentence: string): void;
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
  const started = performance.now();
  const { storage } = params;
  control.progress({ stage: "preparing", step: 0, totalSteps: 0 });
  const { run, folder, resume } = await chooseRun(params);
  const { start, task, fromScratch, ...prepared } = await prepareRun(params, folder, resume, control);
  control.progress({ stage: "evaluating", step: 0, totalSteps: 0 });
  const throughput = createThroughput();
  const outcome = await followRun(
    {
      ...{ folder, task, start, fromScratch, resume },
      patience: params.settings.patience,
      checkpointMinutes: params.settings.checkpointMinutes,
      sentences: prepared.data.sentences.flatMap((line) => hideOneWord(line, start.tokenizer) ?? []),
      report: newReport({ ...prepared, run, model: start, settings: settingsInForce(params, task) }),
    },
    {
      ...control,
      onReport: control.report,
      onEvent: (event) => {
        if (event.type === "step") control.progress(progressOf(event, throughput));
        else throughput.pause();
      },
    },
  );
  await keepSpeed(params, task, outcome.report, control);
  const { status, steps, before, after, failure } = outcome;
  if (status === "suspended") throw control.suspend.reason;
  control.progress({ stage: "saving", step: steps, totalSteps: steps });
  const earlier = await betterInUse(params, outcome, { ...prepared, start }, control);
  const kept = earlier ? "earlier" : outcome.model ? "tuned" : "base";
  const report: TrainingReport = {
    ...outcome.report,
    ...(outcome.report.kept && { kept }),
    ...(earlier && { earlier }),
  };
  await conclude(storage, run, folder, { ...outcome, report });
  control.report(report);
  if (failure !== undefined) throw withAdvice(failure, outcome);
  return {
    ...(before && !fromScratch ? { base: forProtocol(before) } : {}),
    ...(after ? { tuned: forProtocol(after) } : {}),
    kept,
    ...(earlier && { earlier }),
    model: (await currentModel(storage)) ?? prepared.base ?? storage,
    steps,
    seconds: (performance.now() - started) / 1000,
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
  const run = unfinished?.run ?? new Date().toISOString().replace(/\W/g, "-");
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
  return { start, task, data, fromScratch, base: baseFolder, newWords };
}

/** Puts the better model into use; a failed run stays, to be resumed with other settings. */
async function conclude(storage: string, run: string, folder: string, outcome: RunOutcome): Promise<void> {
  const { model, report, status } = outcome;
  if (model) await keep(storage, run, model, report.kept === "earlier");
  await writeFileAtomic(join(folder, REPORT_FILE), JSON.stringify(report));
  if (status === "failed") return;
  await clearRun(folder);
  await pruneReports(storage);
}

async function keep(storage: string, run: string, model: Model, isAside: boolean): Promise<void> {
  await saveModel(runFolder(storage, run), model, { replace: true });
  if (!isAside) await useModel(storage, run);
}

/** How the model in use does and the new one, where an earlier run trained it and it finds more of the hidden words. */
async function betterInUse(
  { storage, settings }: protocol.RunParams,
  { model, status }: RunOutcome,
  { data, start }: Pick<Prepared, "data"> & { readonly start: Model },
  { suspend, warn }: RunControl,
): Promise<protocol.Standing | undefined> {
  const inUse = await currentModel(storage);
  if (model === undefined || inUse === undefined || status === "failed" || data.validation.count === 0)
    return undefined;
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

function progressOf(event: StepEvent, throughput: Throughput): protocol.TrainingProgress {
  const { step, totalSteps, loss, learningRate, tokens } = event;
  const tokensPerSecond = throughput.add(tokens);
  const etaSeconds = throughput.secondsLeft(step, totalSteps);
  return { stage: "training", step, totalSteps, loss, learningRate, tokensPerSecond, etaSeconds };
}
