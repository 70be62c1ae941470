import { Fault } from "../../core/errors";
import type { Evaluation } from "../../core/training/evaluation";
import type { Position, TrainingEvent } from "../../core/training/train";
import { tidyFolder } from "../../node/atomicFiles";
import { dropNewestCheckpoint, writeCheckpoint } from "../../node/checkpoints";
import type { TrainingReport } from "../../protocol/report";
import type { Model } from "../models/loadModel";
import { markRunFolder, writeReport } from "../runs/folder";
import { firstRecord, identityOf, type RunIdentity } from "../runs/record";
import { bestNames } from "../runs/unfinished";
import { BestModels } from "./bestModels";
import { evaluateHeldOut } from "./heldOut";
import { outcomeOf, type RunEnd, type RunOutcome, sentenceOf } from "./outcome";
import { advance, type Effect, firstProgress, type RunEvent, type RunProgress } from "./progress";
import { resumeFrom } from "./resume";
import { fillSamples } from "./samples";
import type { RunControl, RunSetup } from "./setup";
import { createThroughput, type Pace, type Throughput } from "./throughput";
import { createWorkClock, type WorkClock } from "./workClock";

/** Follows a run: carries out what its progress asks for, and passes back what came of it. */
export class Run {
  #progress: RunProgress;
  #from: Position | undefined;
  #clock: WorkClock;
  readonly #identity: RunIdentity;
  readonly #throughput: Throughput;
  readonly #bests: BestModels;

  constructor(
    readonly setup: RunSetup,
    readonly control: RunControl,
  ) {
    this.#identity = identityOf(setup.start, setup.task);
    this.#progress = firstProgress(firstRecord(this.#identity, setup.report), performance.now());
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

  /** The position to resume from; undefined at the beginning. */
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

  get #record() {
    return this.#progress.record;
  }

  /** Loads the checkpoint to resume from, or fills the samples with the starting model. */
  async begin(): Promise<void> {
    if (this.setup.resume) await this.#resume();
    else await this.#startAnew();
    this.#throughput.pause();
    await this.#perform({ do: "report", toFile: false });
  }

  async note(event: TrainingEvent): Promise<void> {
    if (event.type === "step") {
      await this.#dispatch({ type: "step", event, tokensPerSecond: this.#throughput.add(event.tokens) });
    } else if (event.type === "evaluation") {
      await this.#dispatch(event);
      this.#throughput.pause();
    }
  }

  /** Evaluates what a stop left half way, and takes the best model. */
  async finish(status: "finished" | "stopped"): Promise<RunOutcome> {
    if (this.#progress.unmeasured && status === "stopped") await this.#measureLast();
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
   * loss that is not finite goes back two checkpoints, if there are two.
   */
  async fail(failure: unknown): Promise<RunOutcome> {
    if (failure instanceof Fault && failure.kind === "non-finite")
      await dropNewestCheckpoint(this.setup.folder);
    const endedBecause = sentenceOf(failure);
    const model = await this.#bestModel();
    return this.#outcome({ status: "failed", endedBecause, failure, ...(model && { model }) });
  }

  async #dispatch(event: RunEvent): Promise<void> {
    const { progress, effects } = advance(this.#progress, event, this.setup, performance.now());
    this.#progress = progress;
    for (const effect of effects) await this.#perform(effect);
  }

  async #perform(effect: Effect): Promise<void> {
    switch (effect.do) {
      case "saveBest":
        return this.#saveBest(effect.evaluation, effect.epoch);
      case "sample":
        return this.#sample(this.#current(), "after");
      case "checkpoint":
        return this.#save();
      case "report": {
        const report = this.#reportNow();
        this.control.onReport?.(report);
        if (effect.toFile) await writeReport(this.setup.folder, report);
      }
    }
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
    const found = await resumeFrom(this.setup, this.#identity, (sentence) => this.control.warn(sentence));
    if (found === undefined) return this.#startAnew();
    const { record, position, changes } = found;
    if (changes.changes.length > 0) this.control.onChanges?.(changes);
    await this.#dispatch({ type: "resumed", record });
    this.#from = position;
    this.#clock = createWorkClock(1000 * record.report.seconds, this.control.now);
    this.#bests.resume(await bestNames(this.setup.folder));
    if (found.remeasure) await this.#remeasure();
  }

  /** Measures the model to start from and the best one on masks that are new. */
  async #remeasure(): Promise<void> {
    const { best } = this.#record;
    const before = await this.#evaluate(this.setup.start);
    const bestNow = best && (await this.#evaluate(await this.#bests.load(best.name)));
    await this.#dispatch({ type: "remeasured", before, best: bestNow });
  }

  async #measureLast(): Promise<void> {
    const evaluation = await this.#evaluate(this.#current());
    if (evaluation) await this.#dispatch({ type: "measured", evaluation });
  }

  #evaluate(model: Pick<Model, "parameters">): Promise<Evaluation | undefined> {
    return evaluateHeldOut(this.setup.task, model, this.control.suspend);
  }

  async #saveBest(evaluation: Evaluation, epoch: number): Promise<void> {
    const name = await this.#bests.save(this.#current(), this.#record.position.updates);
    await this.#dispatch({ type: "bestSaved", best: { name, epoch, evaluation } });
    await this.#bests.prune(name);
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
    const isComparable = before !== undefined && this.#progress.last !== undefined;
    return isComparable || !this.hasSteps ? undefined : this.#current();
  }

  #reason(): string | undefined {
    if (!this.isExhausted) return undefined;
    return `The last ${this.setup.patience} evaluations brought no gain on held-out text.`;
  }

  /** Fills the sample sentences. */
  async #sample(model: Model, when: "before" | "after"): Promise<void> {
    if (this.setup.sentences.length === 0) return;
    const samples = await fillSamples(this.setup, model, when, this.#record.report.samples);
    await this.#dispatch({ type: "sampled", samples });
  }

  /** A checkpoint that cannot be written causes a warning and is tried again later: training continues. */
  async #save(): Promise<void> {
    const { folder, task } = this.setup;
    const record = this.#record;
    const since = performance.now();
    try {
      await writeCheckpoint(folder, task.state, { ...record, report: { ...this.#reportNow(), losses: [] } });
      await this.#bests.checkpointed(record.best?.name);
      await this.#dispatch({ type: "saved", milliseconds: performance.now() - since });
    } catch (error) {
      this.control.warn(sentenceOf(error));
    }
  }

  #reportNow(): TrainingReport {
    const seconds = this.#clock.look() / 1000;
    return { ...this.#record.report, seconds, losses: this.#record.curve.points };
  }

  #outcome(end: RunEnd): RunOutcome {
    const { record, last, unmeasured } = this.#progress;
    const after = record.best?.evaluation ?? last;
    const figures = {
      unmeasured,
      ...(record.before && { before: record.before }),
      ...(after && { after }),
      report: this.#reportNow(),
    };
    return outcomeOf(figures, end);
  }
}
