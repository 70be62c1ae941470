import { Fault } from "../../core/errors";
import type { Evaluation } from "../../core/training/evaluation";
import type { Position, TrainingEvent } from "../../core/training/train";
import { tidyFolder } from "../../node/atomicFiles";
import { dropNewestCheckpoint, writeCheckpoint } from "../../node/checkpoints";
import type { TrainingReport } from "../../protocol/report";
import type { Model } from "../models/loadModel";
import { leaveReport, markRunFolder } from "../runs/folder";
import { bestNames } from "../runs/unfinished";
import { BestModels } from "./bestModels";
import { goOnFrom } from "./goingOn";
import { evaluateHeldOut } from "./heldOut";
import { outcomeOf, type RunEnd, type RunOutcome, sentenceOf } from "./outcome";
import { firstRecord, identityOf, type RunIdentity, type RunRecord, withEvaluation } from "./record";
import { addLoss } from "./report";
import { fillSamples } from "./samples";
import type { RunControl, RunSetup } from "./setup";
import { createThroughput, type Pace, type Throughput } from "./throughput";
import { createWorkClock, type WorkClock } from "./workClock";

/** Milliseconds between two reports while no epoch ends. */
const REPORT_INTERVAL = 2_000;
/** Milliseconds: what is done at the end of an epoch is not done more often. */
const EPOCH_INTERVAL = 10_000;

/** A run as it stands: takes note of what training tells, and keeps checkpoints, the best model and the report. */
export class Run {
  #record: RunRecord;
  #from: Position | undefined;
  #last: Evaluation | undefined;
  #unmeasured = false;
  #clock: WorkClock;
  #savedAt = performance.now();
  #reportedAt = 0;
  #sampledAt = 0;
  readonly #identity: RunIdentity;
  readonly #throughput: Throughput;
  readonly #bests: BestModels;

  constructor(
    readonly setup: RunSetup,
    readonly control: RunControl,
  ) {
    this.#identity = identityOf(setup.start, setup.task);
    this.#record = firstRecord(this.#identity, setup.report);
    this.#clock = createWorkClock(1000 * setup.report.seconds, control.now);
    this.#throughput = createThroughput(() => this.#clock.look());
    this.#bests = new BestModels(setup.folder);
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
    const endedBecause = status === "finished" ? this.#reason() : undefined;
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
    const endedBecause = sentenceOf(failure);
    const model = await this.#bestModel();
    return this.#outcome({ status: "failed", endedBecause, failure, ...(model && { model }) });
  }

  async #startAnew(): Promise<void> {
    const { folder, task, start, base } = this.setup;
    await markRunFolder(folder);
    await tidyFolder(folder);
    task.state.load("parameters", start.parameters);
    for (const region of ["means", "squares"] as const) task.state.flat(region).fill(0);
    await this.#sample(base ?? start, "before");
  }

  async #resume(): Promise<void> {
    const found = await goOnFrom(this.setup, this.#identity, (sentence) => this.control.warn(sentence));
    if (found === undefined) return this.#startAnew();
    const { record, position, changes } = found;
    if (changes.changes.length > 0) this.control.onChanges?.(changes);
    this.#record = record;
    this.#from = position;
    this.#clock = createWorkClock(1000 * record.report.seconds, this.control.now);
    this.#last = record.best?.evaluation;
    this.#unmeasured = position.step > 0;
    this.#bests.goOnFrom(await bestNames(this.setup.folder));
    if (found.remeasure) await this.#remeasure();
  }

  /** Measures the model to start from and the best one on masks that are new. */
  async #remeasure(): Promise<void> {
    const { best } = this.#record;
    const before = await this.#evaluate(this.setup.start);
    const evaluation = best && (await this.#evaluate(await this.#bests.load(best.name)));
    const { before: _before, best: _best, ...rest } = this.#record;
    this.#record = {
      ...rest,
      withoutGain: 0,
      ...(before && { before }),
      ...(best && evaluation && { best: { ...best, evaluation } }),
      report: { ...rest.report, evaluations: [] },
    };
    if (before) this.#addEvaluation(before, 0, 0);
    if (best && evaluation) this.#addEvaluation(evaluation, best.epoch, this.#record.report.step);
  }

  #evaluate(model: Pick<Model, "parameters">): Promise<Evaluation | undefined> {
    return evaluateHeldOut(this.setup.task, model, this.control.suspend);
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
    const name = await this.#bests.save(this.#current(), position.updates);
    this.#record = { ...this.#record, best: { name, epoch, evaluation }, withoutGain: 0 };
    await this.#bests.prune(name);
    if (performance.now() - this.#sampledAt >= EPOCH_INTERVAL) await this.#sample(this.#current(), "after");
  }

  async #measureLast(): Promise<void> {
    const { position } = this.#record;
    const evaluation = await this.#evaluate(this.#current());
    if (!evaluation) return;
    await this.#compare(evaluation, position.epoch);
    this.#addEvaluation(evaluation, position.epoch, this.#record.report.step);
  }

  #addEvaluation(evaluation: Evaluation, epoch: number, step: number): void {
    this.#record = withEvaluation(this.#record, evaluation, { epoch, step });
  }

  #current(): Model {
    const { start, task } = this.setup;
    return { ...start, parameters: task.state.tensors("parameters") };
  }

  async #bestModel(): Promise<Model | undefined> {
    const { best } = this.#record;
    return best && this.#bests.load(best.name);
  }

  async #result(): Promise<Model | undefined> {
    const { best, before } = this.#record;
    if (best) return this.#bestModel();
    const isComparable = before !== undefined && this.#last !== undefined;
    return isComparable || !this.hasSteps ? undefined : this.#current();
  }

  #reason(): string | undefined {
    if (!this.isExhausted) return undefined;
    return `The last ${this.setup.patience} evaluations brought no gain on held-out text.`;
  }

  /** Fills the sample sentences. */
  async #sample(model: Model, when: "before" | "after"): Promise<void> {
    if (this.setup.sentences.length === 0) return;
    const { samples } = this.#record.report;
    const filled = await fillSamples(this.setup, model, when, samples);
    this.#record = { ...this.#record, report: { ...this.#record.report, samples: filled } };
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
      await this.#bests.checkpointed(best?.name);
    } catch (error) {
      this.control.warn(sentenceOf(error));
    }
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

  #outcome(end: RunEnd): RunOutcome {
    const { before, best } = this.#record;
    const after = best?.evaluation ?? this.#last;
    const figures = {
      unmeasured: this.#unmeasured,
      ...(before && { before }),
      ...(after && { after }),
      report: this.#reportNow(),
    };
    return outcomeOf(figures, end);
  }
}
