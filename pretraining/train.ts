// Trains the base model on the token shards with our own engine; stops at any moment and goes on from where it was.
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism, constants, setPriority } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { initialParameters, startFromText } from "../src/core/models/initialize";
import { parameterShapes } from "../src/core/models/parameters";
import { randomFor } from "../src/core/random";
import type { WordPieceTokenizer } from "../src/core/tokenizer/tokenizer";
import { ADAMW_DEFAULTS } from "../src/core/training/adamw";
import { collate } from "../src/core/training/batch";
import { Evaluator } from "../src/core/training/evaluation";
import { maskTokens } from "../src/core/training/masking";
import { TrainingState } from "../src/core/training/trainingState";
import { TrainingStep } from "../src/core/training/trainingStep";
import { loadModel, saveModel } from "../src/engine/loadModel";
import { scratchConfig } from "../src/engine/scratchModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { cacheFolder } from "./corpus/cache";
import { readTrainingState, writeTrainingState } from "./training/checkpoint";
import { heldOutByKind, type KindTokens, mixedSample, readTokens, sampleSequence } from "./training/data";
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
    mask: { type: "string", default: "0.2" },
    warmup: { type: "string", default: "200" },
    /** Optimiser steps in all; the rate falls to 0 over the last `decay` of them. */
    steps: { type: "string" },
    decay: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});

const HELD_OUT_MASKING = { mlmProbability: 0.15, wholeWordMask: false };
const MASKING = { ...HELD_OUT_MASKING, mlmProbability: Number(values.mask) };
const SAVE_EVERY_MS = 5 * 60_000;
const EVALUATE_EVERY = 1000;
const REPORT_EVERY = 50;

/** A trapezoid: warmup, a constant rate that a run can be prolonged from, and a decay at the end (Zhai et al. 2022). */
function rateAt(step: number, total: number): number {
  const warm = Math.min(1, (step + 1) / Number(values.warmup));
  const decay = Number(values.decay);
  const cool = decay === 0 ? 1 : Math.min(1, (total - step) / decay);
  return Number(values.rate) * warm * cool;
}

/** The model of --from; otherwise a new one whose values come from the text, unless those of a state replace them. */
async function startingModel(tokens: readonly KindTokens[], tokenizer: WordPieceTokenizer, resumed: boolean) {
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

async function main(): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const { output } = values;
  const total = values.steps === undefined ? Number.POSITIVE_INFINITY : Number(values.steps);
  if (!Number.isFinite(total) && Number(values.decay) > 0) throw new Error("--decay needs --steps");
  mkdirSync(output, { recursive: true });
  const tokens = readTokens(cacheFolder("tokens"));
  const tokenizer = tokenizerOf(cacheFolder("tokens"));
  const resumed = existsSync(join(output, "state", "step.json"));
  const { config, parameters } = await startingModel(tokens, tokenizer, resumed);
  const state = new TrainingState(parameterShapes(config));
  state.load("parameters", parameters);
  let done = resumed ? await readTrainingState(join(output, "state"), state) : 0;
  const backend = onnxRuntimeBackend({ threads: Number(values.threads), spinning: false });
  const options = { dropout: false, seed: 0, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
  const step = new TrainingStep(backend, config, state, options);
  const evaluator = new Evaluator(backend, config);
  const heldOut = heldOutByKind(tokens, tokenizer, HELD_OUT_MASKING, Number(values.length), config);
  const saveState = () => writeTrainingState(join(output, "state"), state, done);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (stopping = true));
  let saved = Date.now();
  let began = Date.now();
  let lossSum = 0;
  while (done < total && !stopping) {
    const random = randomFor(Number(values.seed), 7, done);
    const examples = Array.from({ length: Number(values.batch) }, () =>
      maskTokens(
        sampleSequence(tokens, tokenizer, Number(values.length), random),
        tokenizer,
        MASKING,
        random,
      ),
    );
    await step.accumulate(collate(examples, config.padTokenId));
    lossSum += step.update(done + 1, rateAt(done, total)).loss;
    done++;
    if (done % REPORT_EVERY === 0) {
      const rate =
        (REPORT_EVERY * Number(values.batch) * Number(values.length) * 1000) / (Date.now() - began);
      console.log(`step ${done} loss ${(lossSum / REPORT_EVERY).toFixed(4)} ${Math.round(rate)} tokens/s`);
      began = Date.now();
      lossSum = 0;
    }
    if (done % EVALUATE_EVERY === 0 || done === total) {
      for (const [kind, batches] of heldOut) {
        const { loss, top1, top5 } = await evaluator.evaluate(state.tensors("parameters"), batches);
        console.log(
          `  ${kind.padEnd(10)} loss ${loss.toFixed(3)} top-1 ${(top1 * 100).toFixed(1)} top-5 ${(top5 * 100).toFixed(1)}`,
        );
      }
      began = Date.now();
    }
    if (Date.now() - saved > SAVE_EVERY_MS) {
      await saveState();
      saved = Date.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const decayed = done === total && Number(values.decay) > 0;
  if (!decayed) await saveState();
  const folder = join(output, "model");
  await saveModel(folder, { config, parameters: state.tensors("parameters"), tokenizer }, { replace: true });
  console.log(`step ${done}: the model is in ${folder}`);
}

void main();
