import type { Backend, HostFeeds, Placed, Session } from "../backend";
import { Fault } from "../errors";
import type { ModelConfig } from "../models/families";
import { sentence } from "../sentence";
import { type Tensor, zeros } from "../tensor";
import { type AdamWOptions, adamwStep, clipScale, gradientNorm } from "./adamw";
import type { MaskedBatch } from "./batch";
import { sizesOf } from "./batchSizes";
import { DropoutMasks } from "./dropoutMasks";
import { buildTrainingGraph, LOSS, type RowsOutput, sumOf, type TrainingGraph } from "./trainingGraph";
import type { TrainingState } from "./trainingState";

interface Program extends TrainingGraph {
  readonly session: Session;
}

export interface TrainingStepOptions {
  readonly dropout: boolean;
  /** Seeds the dropout masks. */
  readonly seed: number;
  readonly adamw: AdamWOptions;
  /** The largest global norm of a gradient. */
  readonly maxGradNorm: number;
  /** Whether the graphs add to the gradients from the first step on, as those of a run that is resumed did. */
  readonly sums?: boolean;
}

/** What one optimiser update did. */
export interface UpdateResult {
  /** Mean over masked positions, in nats. */
  readonly loss: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
}

/** Gradients by the graph, summed over any number of batches, then an AdamW update of the state. */
export class TrainingStep {
  readonly #programs = new Map<boolean, Promise<Program>>();
  #dropout: DropoutMasks | undefined;
  #dropoutSeed: number;
  #sums: boolean;
  /** From the first batch of a step until its update. */
  #parameters: Placed | undefined;
  #lossSum = 0;
  #masked = 0;

  constructor(
    readonly backend: Backend,
    readonly config: ModelConfig,
    readonly state: TrainingState,
    readonly options: TrainingStepOptions,
  ) {
    this.#dropoutSeed = options.seed;
    this.#sums = options.sums ?? false;
  }

  /** Whether the graphs add to the gradients: from the first step that takes several runs on. */
  get sums(): boolean {
    return this.#sums;
  }

  /** The dropout masks from here on depend on this seed alone. */
  seedDropout(seed: number): void {
    this.#dropoutSeed = seed;
    this.#dropout?.seed(seed);
  }

  /** Adds the gradients of a batch's summed loss to the state. */
  async accumulate(batch: MaskedBatch): Promise<void> {
    const first = this.#masked === 0;
    if (!first && !this.#sums) await this.#startSumming();
    const program = await this.#program(batch.padding);
    if (first) this.#clearGradients(program);
    this.#parameters ??= await this.backend.place(Object.fromEntries(this.state.tensors("parameters")));
    const feeds = { ...this.#parameters.feeds, ...this.#feeds(program, batch) };
    const outputs = await program.session.run(feeds, this.#outputs(program, batch));
    this.#addRows(program, outputs, batch.feeds);
    this.#lossSum += outputs[LOSS].data[0];
    this.#masked += batch.masked;
  }

  /** The mean loss of a batch, whose summed gradients stay in the state; the parameters stay as they are. */
  async measure(batch: MaskedBatch): Promise<{ readonly loss: number }> {
    await this.accumulate(batch);
    const loss = this.#lossSum / this.#masked;
    this.#restart();
    return { loss };
  }

  /**
   * Updates the parameters by the mean of what was accumulated, and starts anew.
   * @param step of the optimiser, counted from 1.
   * @throws Fault "non-finite" before anything is changed, when the loss or the gradients are not finite.
   */
  update(step: number, learningRate: number): UpdateResult {
    const loss = this.#lossSum / this.#masked;
    const norm = gradientNorm(this.state) / this.#masked;
    const gradientScale = clipScale(norm, this.options.maxGradNorm) / this.#masked;
    this.#restart();
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw nonFinite(step, learningRate);
    adamwStep(this.state, this.options.adamw, { step, learningRate, gradientScale });
    return { loss, gradientNorm: norm };
  }

  #restart(): void {
    this.#unplace();
    this.#lossSum = 0;
    this.#masked = 0;
  }

  #unplace(): void {
    this.#parameters?.release();
    this.#parameters = undefined;
  }

  async release(): Promise<void> {
    this.#unplace();
    const nothing = () => {}; // of what could not be compiled
    for (const program of this.#programs.values())
      await program.then(({ session }) => session.release(), nothing);
    this.#programs.clear();
  }

  #program(padding: boolean): Promise<Program> {
    const known = this.#programs.get(padding);
    if (known) return known;
    const { dropout } = this.options;
    const { device } = this.backend;
    const graph = buildTrainingGraph(this.config, { padding, dropout, accumulate: this.#sums, device });
    const program = this.backend.compile(graph.model).then((session) => ({ ...graph, session }));
    this.#programs.set(padding, program);
    return program;
  }

  /** Compiles anew; the graphs that only set the gradients are not needed again, and take much memory. */
  async #startSumming(): Promise<void> {
    this.#sums = true;
    await this.release();
  }

  #feeds(program: Program, { feeds, sequence, batch, masked }: MaskedBatch): HostFeeds {
    this.#dropout ??= new DropoutMasks(program.dropoutSites, this.#dropoutSeed);
    return {
      ...(this.#sums && this.#sumFeeds(program)),
      ...feeds,
      ...this.#dropout.next({ sequence, batch, masked }),
    };
  }

  #sumFeeds(program: Program): Record<string, Tensor> {
    const targets = Object.entries(this.#targets(program));
    return Object.fromEntries(targets.map(([output, tensor]) => [sumOf(output), tensor]));
  }

  /** An array for each output. */
  #outputs(program: Program, { sequence, batch, masked }: MaskedBatch): Record<string, Tensor> {
    const targets = this.#targets(program);
    return Object.fromEntries(
      [...program.outputShapes].map(([name, shape]) => [
        name,
        targets[name] ?? zeros(sizesOf(shape, { sequence, batch, masked })),
      ]),
    );
  }

  /** Dense outputs go straight into the gradients. */
  #targets({ gradients }: Program): Record<string, Tensor> {
    const targets: Record<string, Tensor> = {};
    for (const [name, { dense }] of gradients) {
      if (dense) targets[dense] = this.state.tensor("gradients", name);
    }
    return targets;
  }

  /** Sets to 0 what the first run of a step adds to, rather than sets. */
  #clearGradients({ gradients }: Program): void {
    for (const [name, { data }] of this.state.tensors("gradients")) {
      if (this.#sums || !gradients.get(name)?.dense) data.fill(0);
    }
  }

  #addRows({ gradients }: Program, outputs: Readonly<Record<string, Tensor>>, feeds: HostFeeds): void {
    for (const [name, { rows }] of gradients) {
      const gradient = this.state.tensor("gradients", name);
      for (const row of rows) addRows(gradient, outputs[row.output].data, indicesOf(row, feeds));
    }
  }
}

function indicesOf({ indices }: RowsOutput, feeds: HostFeeds): ArrayLike<number | bigint> {
  return typeof indices === "string" ? feeds[indices].data : indices;
}

/** Adds row i of `values` to row `indices[i]` of the gradient [rows, width], in order: repeated rows add up exactly the same way each time. */
function addRows({ shape, data }: Tensor, values: Float32Array, indices: ArrayLike<number | bigint>): void {
  const width = shape[1];
  for (let row = 0; row < indices.length; row++) {
    const to = Number(indices[row]) * width;
    const from = row * width;
    for (let column = 0; column < width; column++) data[to + column] += values[from + column];
  }
}

function nonFinite(step: number, learningRate: number): Fault {
  return new Fault(
    "non-finite",
    sentence`The loss or its gradient is not a finite number at step ${step}: training stopped; lower the learning rate (now ${learningRate.toPrecision(3)}).`,
  );
}
