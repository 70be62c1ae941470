import type { ModelConfig } from "../../src/core/models/families";
import { parametersOf } from "../../src/core/models/families";
import { initialParameters } from "../../src/core/models/initialize";
import { createRandom, type Random } from "../../src/core/random";
import { ADAMW_DEFAULTS } from "../../src/core/training/adamw";
import { collate, type MaskedBatch, type MaskedExample } from "../../src/core/training/batch";
import { chunks } from "../../src/core/training/batches";
import { PART_BYTES, partSize } from "../../src/core/training/parts";
import { TrainingState } from "../../src/core/training/trainingState";
import { TrainingStep } from "../../src/core/training/trainingStep";
import { onnxRuntimeBackend } from "../../src/node/onnxRuntime";

const MASK_SHARE = 0.15;
const MASK_TOKEN = 103;
const FIRST_WORD = 1000;
const LEARNING_RATE = 1e-4;
const MAX_GRAD_NORM = 1;

export interface OurStepOptions {
  readonly config: ModelConfig;
  readonly batch: number;
  readonly sequence: number;
  readonly threads: number;
  /** Whether the batch is run at once, rather than in the parts in which training runs it to need less memory. */
  readonly whole: boolean;
  /** Where ONNX Runtime writes its profile. */
  readonly profile?: string;
}

/** A training step of ours as the training loop takes it, on random tokens. */
export interface OurStep {
  /** One optimiser step's examples, in the parts that run at once. */
  nextParts(): MaskedBatch[];
  take(parts: readonly MaskedBatch[]): Promise<void>;
  release(): Promise<void>;
}

export function createOurStep(options: OurStepOptions): OurStep {
  const { config, batch, sequence, threads, whole, profile } = options;
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", initialParameters(config, 0));
  const backend = onnxRuntimeBackend({ threads, ...(profile && { profile }) });
  const step = new TrainingStep(backend, config, state, {
    dropout: true,
    seed: 0,
    adamw: ADAMW_DEFAULTS,
    maxGradNorm: MAX_GRAD_NORM,
  });
  const random = createRandom(0);
  const rule = { config, mlmProbability: MASK_SHARE, partBytes: PART_BYTES, threads };
  const size = whole ? batch : partSize(rule, batch, sequence);
  let steps = 0;
  return {
    nextParts() {
      const examples = Array.from({ length: batch }, () => randomExample(config, sequence, random));
      return chunks(examples, size).map((part) => collate(part, config));
    },
    async take(parts) {
      for (const part of parts) await step.accumulate(part);
      steps++;
      step.update(steps, LEARNING_RATE);
    },
    release: () => step.release(),
  };
}

function randomExample({ vocabSize }: ModelConfig, sequence: number, random: Random): MaskedExample {
  const ids = Array.from({ length: sequence }, () => FIRST_WORD + random.nextBelow(vocabSize - FIRST_WORD));
  const positions = [...ids.keys()].filter(() => random.nextFloat() < MASK_SHARE);
  const inputIds = ids.map((id, at) => (positions.includes(at) ? MASK_TOKEN : id));
  return { inputIds, positions, labels: positions.map((at) => ids[at]) };
}
