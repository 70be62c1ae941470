import { join } from "node:path";
import { Fault } from "../../core/errors";
import { readSafetensors } from "../../core/formats/safetensors";
import type { Tensor } from "../../core/tensor";
import type { MaskedExample } from "../../core/training/batch";
import { readJson, withFileSource } from "../../node/readFiles";

/** What PyTorch computed for a model and a batch: see the README of the reference values. */
export interface Reference {
  readonly examples: readonly MaskedExample[];
  readonly loss: number;
  readonly lossesBeforeEachStep: readonly number[];
  readonly gradNorms: readonly number[];
  readonly learningRates: readonly number[];
  readonly lossAfterSteps: number;
  readonly hyperparameters: Hyperparameters;
  /** For each masked position, in row-major order, the five best token ids. */
  readonly top5: readonly (readonly number[])[];
  readonly gradients: ReadonlyMap<string, Tensor>;
  readonly parametersAfterSteps: ReadonlyMap<string, Tensor>;
}

interface Hyperparameters {
  readonly lr: number;
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly weight_decay: number;
  readonly max_grad_norm: number;
  readonly warmup_steps: number;
  readonly total_steps: number;
}

interface Expected {
  readonly loss: number;
  readonly losses_before_each_step: readonly number[];
  readonly grad_norms: readonly number[];
  readonly learning_rates: readonly number[];
  readonly loss_after_3_steps: number;
  readonly hyperparameters: Hyperparameters;
  readonly top5: { readonly ids: readonly (readonly number[])[] };
}

interface BatchJson {
  readonly input_ids: readonly (readonly number[])[];
  readonly attention_mask: readonly (readonly number[])[];
  readonly labels: readonly (readonly number[])[];
}

const BATCH_FIELDS = ["input_ids", "attention_mask", "labels"] as const;
const EXPECTED_FIELDS = [
  "loss",
  "losses_before_each_step",
  "grad_norms",
  "learning_rates",
  "loss_after_3_steps",
  "hyperparameters",
  "top5",
] as const;

/** Reads `batch.json`, `expected.json`, `grads.safetensors` and `step3.safetensors`; throws a Fault naming what is missing. */
export async function readReference(folder: string): Promise<Reference> {
  const batch = await readObject<BatchJson>(join(folder, "batch.json"), BATCH_FIELDS);
  const expected = await readObject<Expected>(join(folder, "expected.json"), EXPECTED_FIELDS);
  return {
    examples: batch.input_ids.map((ids, row) => toExample(ids, batch.attention_mask[row], batch.labels[row])),
    loss: expected.loss,
    lossesBeforeEachStep: expected.losses_before_each_step,
    gradNorms: expected.grad_norms,
    learningRates: expected.learning_rates,
    lossAfterSteps: expected.loss_after_3_steps,
    hyperparameters: expected.hyperparameters,
    top5: expected.top5.ids,
    gradients: await withFileSource(join(folder, "grads.safetensors"), readSafetensors),
    parametersAfterSteps: await withFileSource(join(folder, "step3.safetensors"), readSafetensors),
  };
}

async function readObject<T>(path: string, fields: readonly (keyof T & string)[]): Promise<T> {
  const { value } = await readJson(path, 2 ** 28);
  const missing = fields.find((field) => (value as Record<string, unknown> | null)?.[field] === undefined);
  if (missing) throw new Fault("bad-model", `${path} has no "${missing}": it is no reference for verify.`);
  return value as T;
}

function toExample(
  inputIds: readonly number[],
  attentionMask: readonly number[],
  labels: readonly number[],
): MaskedExample {
  const positions = labels.flatMap((label, at) => (label === -100 ? [] : [at]));
  return { inputIds, attentionMask, positions, labels: positions.map((at) => labels[at]) };
}
