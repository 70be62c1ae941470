import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../core/errors";
import { type Evaluation, Evaluator } from "../core/training/evaluation";
import {
  evaluateBase,
  heldOutOf,
  type Position,
  type TrainingEvent,
  type TrainingTask,
  train,
} from "../core/training/train";
import { removeFolderAtomic, tidyFolder } from "../node/atomicFiles";
import { dropNewestCheckpoint, readCheckpoint, writeCheckpoint } from "../node/checkpoints";
import type { SampleFill, SampleResult, TrainingReport } from "../protocol/report";
import type { RunChange, RunChanges } from "../protocol/training";
import { loadModel, type Model, saveModel } from "./loadModel";
import type { PauseGate } from "./pauseGate";
import { leaveReport } from "./runFolder";
import {
  adapt,
  identityOf,
  parseRecord,
  type RunIdentity,
  type RunRecord,
  settingsGoingOn,
} from "./runRecord";
import { addLoss, languageResults, NO_LOSSES, withEvaluation } from "./runReport";
import { fillSentences, type MaskedSentence } from "./sampleFills";
import { createThroughput, type Pace, type Throughput } from "./throughput";
import { readRecord } from "./unfinishedRun";
import { createWorkClock, type WorkClock } from "./workClock";

export interface RunSetup {
  /** Holds the run's checkpoints, its best models and `report.json`; of this run alone. */
  readonly folder: string;
  readonly task: TrainingTask;
  /** The model that the run starts from: that of its first step, also where it is resumed. */
  readonly start: Model;
  /** Whether `start` knows nothing yet, so that whatever was learnt is better. */
  readonly fromScratch: boolean;
  /** Whether to go on from the newest checkpoint in `folder`. */
  readonly resume: boolean;
  /** Whether a new run would start from another model than this one, which goes on with its own. */
  readonly isOtherModel?: boolean;
  /** Evaluations without gain after which the run ends; 0 stands for never. */
  readonly patience: number;
  /** 0 saves a checkpoint after every step. */
  readonly checkpointMinutes: number;
  readonly sentences: readonly MaskedSentence[];
  /** The report at the beginning. */
  readonly report: TrainingReport;
}

export interface RunControl {
  /** Aborted to end the run now: what was learnt is evaluated. */
  readonly stop: AbortSignal;
  /** Aborted to break off: a checkpoint is saved, and nothing else is done. */
  readonly suspend: AbortSignal;
  readonly gate?: PauseGate;
  onEvent?(event: TrainingEvent, pace: Pace): void;
  onReport?(report: TrainingReport): void;
  /** Told what changed since a run was interrupted that goes on now. */
  onChanges?(changes: RunChanges): void;
  /** Told of checkpoints that cannot be read or written. */
  warn(sentence: string): void;
  /** Milliseconds of a clock that is never put back; a test may let the machine sleep. */
  now?(): number;
}

export interface RunOutcome {
  readonly status: "finished" | "stopped" | "suspended" | "failed";
  /** Why it ended before its last epoch, in one sentence. */
  readonly endedBecause?: string;
  /** Steps done of the last schedule. */
  readonly steps: number;
  /** Whether the parameters in the task's state were never evaluated. */
  readonly unmeasured: boolean;
  readonly before?: Evaluation;
  /** Of the best model, or of the last one where none is better than the one to start from. */
  readonly after?: Evaluation;
  /** The model to keep; undefined where none is better than the one to start from. */
  readonly model?: Model;
  readonly failure?: unknown;
  readonly report: TrainingReport;
}

const REPORT_INTERVAL = 2_000;
/** Milliseconds: what is done at the end of an epoch is not done more often. */
const EPOCH_INTERVAL = 10_000;
/** Milliseconds between two looks at the clock. */
const LOOK_INTERVAL = 1_000;
const SAMPLE_WORDS = 3;
const BEST = /^best-\d+$/;

/**
 * Trains with checkpoints, stops when nothing is gained any more, and keeps the model that is best on held-out text.
 * A process that is killed at whatever moment leaves a folder from which a later call goes on to the same result.
 */
export async function followRun(setup: RunSetup, control: RunControl): Promise<RunOutcome> {
  const run = new Run(setup, control);
  const looks = setInterval(() => run.clock.look(), LOOK_INTERVAL);
  looks.unref();
  try {
    return await follow(run);
  } finally {
    clearInterval(looks);
  }
}

async function follow(run: Run): Promise<RunOutcome> {
  const { stop, suspend } = run.control;
  await run.begin();
  try {
    try {
      await followEvents(run, AbortSignal.any([stop, suspend]));
    } catch (error) {
      if (!stop.aborted || suspend.aborted || error !== stop.reason || !run.hasSteps) throw error;
      return await run.finish("stopped");
    }
    return await run.finish("finished");
  } catch (error) {
    if (suspend.aborted && error === suspend.reason) return run.suspend();
    if (stop.aborted && error === stop.reason) throw error;
    return run.fail(error);
  }
}

async function followEvents(run: Run, signal: AbortSignal): Promise<void> {
  if (run.isExhausted) return;
  const { setup, control } = run;
  for await (const event of train(setup.task, signal, run.from)) {
    await run.note(event);
    control.onEvent?.(event, run.pace);
    if (run.isExhausted) return;
    run.clock.pause();
    await control.gate?.pass(signal);
    run.clock.goOn();
  }
}

/** The outcome of a run whose model could not be kept. */
export function unkept(outcome: RunOutcome, failure: unknown): RunOutcome {
  const { model: _model, ...rest } = outcome;
  const endedBecause = failure instanceof Error ? failure.message : String(failure);
  const report = { ...outcome.report, status: "failed", endedBecause, kept: "base" } as const;
  return { ...rest, status: "failed", endedBecause, failure, report };
}

class Run {
  #record: RunRecord;
  #from: Position | undefined;
  #last: Evaluation | undefined;
  #unmeasured = false;
  /** The best models of the two newest checkpoints. */
  #bestsSaved: readonly (string | undefined)[] = [];
  #clock: WorkClock;
  #savedAt = performance.now();
  #reportedAt = 0;
  #sampledAt = 0;
  readonly #identity: RunIdentity;
  readonly #throughput: Throughput;

  constructor(
    readonly setup: RunSetup,
    readonly control: RunControl,
  ) {
    this.#identity = identityOf(setup.start, setup.task);
    const position = { epoch: 1, step: 0, updates: 0, lossSum: 0, sums: false };
    const { report } = setup;
    this.#record = {
      version: 1,
      identity: this.#identity,
      position,
      withoutGain: 0,
      curve: NO_LOSSES,
      report,
    };
    this.#clock = createWorkClock(1000 * report.seconds, control.now);
    this.#throughput = createThroughput(() => this.#clock.look());
  }

  get clock(): WorkClock {
    return this.#clock;
  }

  get pace(): Pace {
    const { step, totalSteps, tokensPerSecond = 0 } = this.#record.report;
    return { tokensPerSecond, secondsLeft: this.#throughput.secondsLeft(step, totalSteps) };
  }

  /** Where to go on; undefined at the beginning. */
  get from(): Position | undefined {
    return this.#from;
  }

  get hasSteps(): boolean {
    return this.#record.position.updates > 0;
  }

  /** Whether nothing was gained for as long as patience allows. */
  get isExhausted(): boolean {
    const { patience } = this.setup;
    return patience > 0 && this.#record.withoutGain >= patience;
  }

  /** Loads the checkpoint to go on from, or asks the starting model for its words. */
  async begin(): Promise<void> {
    if (this.setup.resume) await this.#resume();
    else await this.#startAnew();
    this.#throughput.pause();
    this.#report();
  }

  async note(event: TrainingEvent): Promise<void> {
    if (event.type === "epoch") return;
    if (event.type === "evaluation")
      return this.#noteEvaluation(event.evaluation, event.epoch, event.position);
    const { step, totalSteps, position } = event;
    const tokensPerSecond = this.#throughput.add(event.tokens);
    const curve = addLoss(this.#record.curve, event);
    const report = { ...this.#record.report, step, totalSteps, tokensPerSecond };
    this.#record = { ...this.#record, position, curve, report };
    this.#unmeasured = true;
    if (performance.now() - this.#savedAt >= this.setup.checkpointMinutes * 60_000) await this.#save();
    if (performance.now() - this.#reportedAt >= REPORT_INTERVAL) this.#report();
  }

  /** Evaluates what a stop left half way, and takes the best model. */
  async finish(status: "finished" | "stopped"): Promise<RunOutcome> {
    if (this.#unmeasured && status === "stopped") await this.#measureLast();
    const endedBecause = this.#reason(status);
    const model = await this.#result();
    if (model) await this.#sample(model, "after");
    return this.#outcome({ status, ...(endedBecause && { endedBecause }), ...(model && { model }) });
  }

  /** Saves a checkpoint, if there is anything new. */
  async suspend(): Promise<RunOutcome> {
    if (this.hasSteps) await this.#save();
    const endedBecause = "It was interrupted, and can be resumed.";
    const model = await this.#bestModel();
    return this.#outcome({ status: "suspended", endedBecause, ...(model && { model }) });
  }

  /**
   * What was learnt since the best model may be what went wrong, so it is not kept; and a run that is resumed after a
   * loss that is not finite goes back by two checkpoints, where there are two.
   */
  async fail(failure: unknown): Promise<RunOutcome> {
    if (failure instanceof Fault && failure.kind === "non-finite")
      await dropNewestCheckpoint(this.setup.folder);
    const endedBecause = failure instanceof Error ? failure.message : String(failure);
    const model = await this.#bestModel();
    return this.#outcome({ status: "failed", endedBecause, failure, ...(model && { model }) });
  }

  async #startAnew(): Promise<void> {
    const { folder, task, start } = this.setup;
    await mkdir(folder, { recursive: true });
    await tidyFolder(folder);
    task.state.load("parameters", start.parameters);
    for (const region of ["means", "squares"] as const) task.state.flat(region).fill(0);
    await this.#sample(task.base ?? start, "before");
  }

  async #resume(): Promise<void> {
    const { folder, task } = this.setup;
    const newest = await readRecord(folder);
    const now = { identity: this.#identity, settings: this.setup.report.settings };
    if (newest) adapt(newest, now); // the numbers of another model would look like damage
    const found = await readCheckpoint(folder, task.state, (sentence) => this.control.warn(sentence));
    if (found === undefined) return this.#startAnew();
    const record = parseRecord(found.record, join(folder, found.name));
    const { position, remeasure, changes } = adapt(record, now);
    this.#tell([...(this.setup.isOtherModel ? [{ what: "model" } as const] : []), ...changes], {
      ...(remeasure && { fromEpoch: position.epoch }),
    });
    const report = {
      ...record.report,
      corpus: this.setup.report.corpus,
      settings: settingsGoingOn(record.report.settings, now.settings),
    };
    this.#record = { ...record, identity: this.#identity, position, report };
    this.#from = position;
    this.#clock = createWorkClock(1000 * record.report.seconds, this.control.now);
    this.#last = record.best?.evaluation;
    this.#unmeasured = position.step > 0;
    this.#bestsSaved = [record.best?.name];
    if (remeasure) await this.#remeasure();
  }

  #tell(changes: readonly RunChange[], from: Pick<RunChanges, "fromEpoch">): void {
    if (changes.length > 0) this.control.onChanges?.({ changes, ...from });
  }

  /** Measures the model to start from and the best one on masks that are new. */
  async #remeasure(): Promise<void> {
    const { folder } = this.setup;
    const { best } = this.#record;
    const before = await this.#evaluateStart();
    const evaluation = best && (await this.#evaluate(await loadModel(join(folder, best.name))));
    const { before: _before, best: _best, ...rest } = this.#record;
    this.#record = {
      ...rest,
      withoutGain: 0,
      ...(before && { before }),
      ...(best && evaluation && { best: { ...best, evaluation } }),
    };
    const report = { ...this.#record.report, evaluations: [], languages: [] };
    this.#record = { ...this.#record, report };
    if (before) this.#addEvaluation(before, 0, 0);
    if (best && evaluation) this.#addEvaluation(evaluation, best.epoch, this.#record.report.step);
  }

  async #evaluateStart(): Promise<Evaluation | undefined> {
    const { task, start } = this.setup;
    if (task.base === undefined) return this.#evaluate(start);
    return heldOutOf(task).length > 0 ? evaluateBase(task, task.base, this.control.suspend) : undefined;
  }

  async #evaluate({ parameters }: Pick<Model, "parameters">): Promise<Evaluation | undefined> {
    const { task } = this.setup;
    const heldOut = heldOutOf(task);
    if (heldOut.length === 0) return undefined;
    const evaluator = new Evaluator(task.backend, task.config);
    try {
      return await evaluator.evaluate(parameters, heldOut, this.control.suspend);
    } finally {
      await evaluator.release();
    }
  }

  async #noteEvaluation(evaluation: Evaluation, epoch: number, position: Position): Promise<void> {
    this.#record = { ...this.#record, position, ...(epoch === 0 && { before: evaluation }) };
    if (epoch > 0) await this.#compare(evaluation, epoch);
    this.#addEvaluation(evaluation, epoch, this.#record.report.step);
    const interval = Math.min(EPOCH_INTERVAL, this.setup.checkpointMinutes * 60_000);
    if (epoch > 0 && performance.now() - this.#savedAt >= interval) await this.#save();
    await this.#report("written");
    this.#throughput.pause();
  }

  /** Saves the model where it is the best so far. */
  async #compare(evaluation: Evaluation, epoch: number): Promise<void> {
    const { before, best, position, withoutGain } = this.#record;
    this.#last = evaluation;
    this.#unmeasured = false;
    const toBeat = best?.evaluation ?? (this.setup.fromScratch ? undefined : before);
    if (!Number.isFinite(evaluation.loss) || evaluation.loss >= (toBeat?.loss ?? Number.POSITIVE_INFINITY)) {
      this.#record = { ...this.#record, withoutGain: withoutGain + 1 };
      return;
    }
    const name = `best-${position.updates}`;
    await saveModel(join(this.setup.folder, name), this.#current(), { replace: true });
    this.#record = { ...this.#record, best: { name, epoch, evaluation }, withoutGain: 0 };
    await this.#pruneBests();
    if (performance.now() - this.#sampledAt >= EPOCH_INTERVAL) await this.#sample(this.#current(), "after");
  }

  async #measureLast(): Promise<void> {
    const { position } = this.#record;
    const evaluation = await this.#evaluate(this.#current());
    if (!evaluation) return;
    await this.#compare(evaluation, position.epoch);
    this.#addEvaluation(evaluation, position.epoch, this.#record.report.step);
  }

  /** A loss that is no finite number cannot be told of in JSON. */
  #addEvaluation(evaluation: Evaluation, epoch: number, step: number): void {
    if (!Number.isFinite(evaluation.loss)) return;
    const { before, best } = this.#record;
    const report = withEvaluation(this.#record.report, evaluation, { epoch, step });
    const languages = before
      ? languageResults(before, best?.evaluation ?? (epoch > 0 ? evaluation : undefined))
      : [];
    this.#record = { ...this.#record, report: { ...report, languages } };
  }

  #current(): Model {
    const { start, task } = this.setup;
    return { ...start, parameters: task.state.tensors("parameters") };
  }

  async #bestModel(): Promise<Model | undefined> {
    const { best } = this.#record;
    return best && loadModel(join(this.setup.folder, best.name));
  }

  async #result(): Promise<Model | undefined> {
    const { best, before } = this.#record;
    if (best) return this.#bestModel();
    const isComparable = before !== undefined && this.#last !== undefined;
    return isComparable || !this.hasSteps ? undefined : this.#current();
  }

  #reason(status: "finished" | "stopped"): string | undefined {
    if (status === "stopped") return "It was stopped.";
    if (!this.isExhausted) return undefined;
    return `The last ${this.setup.patience} evaluations brought no gain on held-out text.`;
  }

  /** Fills the sample sentences. */
  async #sample(model: Model, when: "before" | "after"): Promise<void> {
    const { sentences, task } = this.setup;
    if (sentences.length === 0) return;
    const filled = await fillSentences(task.backend, model, sentences, SAMPLE_WORDS);
    const { report } = this.#record;
    const samples = sentences.map(({ text, answer }, index): SampleResult => {
      const fills: SampleFill[] = filled[index].map(({ token_str, score }) => ({
        word: token_str,
        probability: score,
      }));
      const known = report.samples.find(({ sentence }) => sentence === text);
      return { sentence: text, hidden: answer, before: known?.before ?? [], ...known, [when]: fills };
    });
    this.#record = { ...this.#record, report: { ...report, samples } };
    this.#sampledAt = performance.now();
  }

  /** A checkpoint that cannot be written is told of and tried again later: training goes on. */
  async #save(): Promise<void> {
    const { folder, task } = this.setup;
    const { best } = this.#record;
    this.#savedAt = performance.now();
    try {
      await writeCheckpoint(folder, task.state, {
        ...this.#record,
        report: { ...this.#reportNow(), losses: [] },
      });
      this.#bestsSaved = [best?.name, this.#bestsSaved[0]];
      await this.#pruneBests();
    } catch (error) {
      this.control.warn(error instanceof Error ? error.message : String(error));
    }
  }

  async #pruneBests(): Promise<void> {
    const { folder } = this.setup;
    const kept = [this.#record.best?.name, ...this.#bestsSaved];
    const bests = (await readdir(folder)).filter((name) => BEST.test(name) && !kept.includes(name));
    for (const name of bests) await removeFolderAtomic(join(folder, name));
  }

  #reportNow(): TrainingReport {
    const seconds = this.#clock.look() / 1000;
    return { ...this.#record.report, seconds, losses: this.#record.curve.points };
  }

  async #report(written?: "written"): Promise<void> {
    const report = this.#reportNow();
    this.#reportedAt = performance.now();
    this.control.onReport?.(report);
    if (written) await leaveReport(this.setup.folder, report);
  }

  #outcome(rest: Pick<RunOutcome, "status" | "endedBecause" | "failure" | "model">): RunOutcome {
    const { before, best } = this.#record;
    const after = best?.evaluation ?? this.#last;
    const { status, endedBecause } = rest;
    const report: TrainingReport = {
      ...this.#reportNow(),
      status: status === "suspended" ? "running" : status,
      ...(endedBecause && { endedBecause }),
      ...(status === "suspended" ? {} : { kept: rest.model ? "tuned" : "base" }),
    };
    return {
      steps: report.step,
      unmeasured: this.#unmeasured,
      ...(before && { before }),
      ...(after && { after }),
      ...rest,
      report,
    };
  }
}
