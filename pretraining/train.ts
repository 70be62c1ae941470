// Trains the base model on the token shards with our own engine; stops at any moment and goes on from where it was.
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism, constants, setPriority } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ModelConfig } from "../src/core/models/families";
import { parametersOf } from "../src/core/models/families";
import { initialParameters, startFromText } from "../src/core/models/initialize";
import type { Tokenizer } from "../src/core/tokenizer/tokenizer";
import { ADAMW_DEFAULTS } from "../src/core/training/adamw";
import { collate, type MaskedBatch } from "../src/core/training/batch";
import { Evaluator } from "../src/core/training/evaluation";
import { TrainingState } from "../src/core/training/trainingState";
import { TrainingStep } from "../src/core/training/trainingStep";
import { loadModel, saveModel } from "../src/engine/models/loadModel";
import { scratchConfig } from "../src/engine/start/scratchModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { cacheFolder } from "./corpus/cache";
import { readTrainingState, writeTrainingState } from "./training/checkpoint";
import { heldOutByKind, type KindTokens, mixedSample, readTokens } from "./training/data";
import { type StepDrawer, stepDrawer } from "./training/draw";
import { ParameterMean } from "./training/parameterMean";
import { rateAt } from "./training/rate";
import { tokenizerOf } from "./training/tokenizer";

const { values } = parseArgs({
  options: {
    output: { type: "string", default: cacheFolder("runs", "base") as string },
    /** A model's folder to start from, with the shards' vocabulary; the optimiser starts afresh. */
    from: { type: "string" },
    layers: { type: "string", default: "4" },
    hidden: { type: "string", default: "256" },
    batch: { type: "string", default: "16" },
    length: { type: "string", default: "128" },
    rate: { type: "string", default: "1e-3" },
    /** The share of tokens that are masked; the held-out texts' is always 15 %. */
    mask: { type: "string", default: "0.4" },
    /** Whether all pieces of a word are hidden together. */
    "whole-words": { type: "boolean", default: false },
    warmup: { type: "string", default: "200" },
    /** Optimiser steps in all; the rate falls to 0 over the last `decay` of them. */
    steps: { type: "string" },
    decay: { type: "string", default: "0" },
    /** The model is the mean of the parameters after each of the last so many steps; they are taken in one go. */
    average: { type: "string", default: "0" },
    /** Every so many steps one of sequences twice as long, half as many; 0 for none. */
    "long-every": { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});

const HELD_OUT_MASKING = { mlmProbability: 0.15, wholeWordMask: false };
const SAVE_EVERY_MS = 5 * 60_000;
const EVALUATE_EVERY = 1000;
const REPORT_EVERY = 50;

/** What is drawn for the steps of this run. */
const DRAWN = {
  seed: Number(values.seed),
  batch: Number(values.batch),
  length: Number(values.length),
  longEvery: Number(values["long-every"]),
  masking: { mlmProbability: Number(values.mask), wholeWordMask: values["whole-words"] },
};

/** The model of --from; otherwise a new one whose values come from the text, unless those of a state replace them. */
async function startingModel(tokens: readonly KindTokens[], tokenizer: Tokenizer, resumed: boolean) {
  if (values.from !== undefined && !resumed) {
    const model = await loadModel(values.from);
    if (model.tokenizer.spec.vocab.join("\n") !== tokenizer.spec.vocab.join("\n"))
      throw new Error(
        `${values.from} has another vocabulary: run "tokens --vocabulary ${values.from}" first`,
      );
    return model;
  }
  const { vocabSize, padTokenId } = tokenizer;
  const [hiddenSize, numHiddenLayers] = [Number(values.hidden), Number(values.layers)];
  const shape = { vocabSize, hiddenSize, numHiddenLayers, lowercase: false };
  const config = scratchConfig(vocabSize, padTokenId, shape);
  const parameters = initialParameters(config, Number(values.seed));
  if (!resumed) startFromText(config, parameters, mixedSample(tokens, 4_000_000), Number(values.seed));
  return { config, parameters };
}

/** One run: its data, its state, and what computes on them. */
interface Run {
  readonly tokenizer: Tokenizer;
  readonly draw: StepDrawer;
  readonly config: ModelConfig;
  readonly state: TrainingState;
  readonly step: TrainingStep;
  readonly evaluator: Evaluator;
  readonly heldOut: ReadonlyMap<string, readonly MaskedBatch[]>;
  /** Optimiser steps done. */
  done: number;
}

const STATE = join(values.output, "state");

async function openRun(): Promise<Run> {
  const tokens = readTokens(cacheFolder("tokens"));
  const tokenizer = tokenizerOf(cacheFolder("tokens"));
  const resumed = existsSync(join(STATE, "step.json"));
  const { config, parameters } = await startingModel(tokens, tokenizer, resumed);
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", parameters);
  const done = resumed ? await readTrainingState(STATE, state) : 0;
  const backend = onnxRuntimeBackend({ threads: Number(values.threads), spinning: false });
  const options = { dropout: false, seed: 0, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
  const step = new TrainingStep(backend, config, state, options);
  const heldOut = heldOutByKind(tokens, tokenizer, HELD_OUT_MASKING, Number(values.length), config);
  return {
    tokenizer,
    draw: stepDrawer(tokens, tokenizer, DRAWN),
    config,
    state,
    step,
    evaluator: new Evaluator(backend, config),
    heldOut,
    done,
  };
}

/** One optimiser step on sequences that depend on its number alone; returns the loss. */
async function takeStep({ draw, config, step, done }: Run, total: number): Promise<number> {
  await step.accumulate(collate(draw(done), config));
  const schedule = { rate: Number(values.rate), warmup: Number(values.warmup), decay: Number(values.decay) };
  return step.update(done + 1, rateAt(done, { ...schedule, steps: total })).loss;
}

async function reportHeldOut({ evaluator, state, heldOut }: Run): Promise<void> {
  for (const [kind, batches] of heldOut) {
    const { loss, top1, top5 } = await evaluator.evaluate(state.tensors("parameters"), batches);
    const shares = `top-1 ${(top1 * 100).toFixed(1)} top-5 ${(top5 * 100).toFixed(1)}`;
    console.log(`  ${kind.padEnd(10)} loss ${loss.toFixed(3)} ${shares}`);
  }
}

/** Trains until `total` steps or a signal; keeps the state of every few minutes on disk. */
async function follow(run: Run, total: number): Promise<void> {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (stopping = true));
  const averaged = total - Number(values.average);
  const mean = new ParameterMean();
  let [saved, began, lossSum] = [Date.now(), Date.now(), 0];
  while (run.done < total && !stopping) {
    lossSum += await takeStep(run, total);
    run.done++;
    if (run.done > averaged) mean.add(run.state);
    if (run.done === total) mean.store(run.state);
    if (run.done % REPORT_EVERY === 0) {
      const tokens = REPORT_EVERY * Number(values.batch) * Number(values.length);
      const rate = Math.round((tokens * 1000) / (Date.now() - began));
      console.log(`step ${run.done} loss ${(lossSum / REPORT_EVERY).toFixed(4)} ${rate} tokens/s`);
      [began, lossSum] = [Date.now(), 0];
    }
    if (run.done % EVALUATE_EVERY === 0 || run.done === total) {
      await reportHeldOut(run);
      began = Date.now();
    }
    if (Date.now() - saved > SAVE_EVERY_MS) {
      await writeTrainingState(STATE, run.state, run.done);
      saved = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

async function main(): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const total = values.steps === undefined ? Number.POSITIVE_INFINITY : Number(values.steps);
  const ending = Number(values.decay) > 0 || Number(values.average) > 0;
  if (!Number.isFinite(total) && ending) throw new Error("--decay and --average need --steps");
  mkdirSync(values.output, { recursive: true });
  const run = await openRun();
  await follow(run, total);
  if (run.done < total || !ending) await writeTrainingState(STATE, run.state, run.done);
  const folder = join(values.output, "model");
  const { config, tokenizer, state } = run;
  await saveModel(folder, { config, parameters: state.tensors("parameters"), tokenizer }, { replace: true });
  console.log(`step ${run.done}: the model is in ${folder}`);
}

void main();
