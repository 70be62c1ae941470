import type { Backend } from "../../core/backend";
import { parametersOf } from "../../core/models/families";
import { createRandom } from "../../core/random";
import { ADAMW_DEFAULTS } from "../../core/training/adamw";
import { collate, type MaskedBatch } from "../../core/training/batch";
import { chunks } from "../../core/training/batches";
import { PART_BYTES, partSize } from "../../core/training/parts";
import { TrainingState } from "../../core/training/trainingState";
import { TrainingStep } from "../../core/training/trainingStep";
import type { TrialParams } from "../../protocol/device";

/** Steps that are timed, unless they take longer than this, in milliseconds. */
const STEPS = 3;
const ENOUGH = 4_000;

/** Milliseconds of a training step of the model, the fastest of a few after one that compiles; its weights are all 0. */
export async function stepTime(backend: Backend, params: TrialParams): Promise<number> {
  const { config } = params;
  const parts = partsOf(params);
  const options = { dropout: true, seed: 0, adamw: ADAMW_DEFAULTS, maxGradNorm: 1 };
  const step = new TrainingStep(backend, config, new TrainingState(parametersOf(config)), options);
  const take = async (update: number) => {
    const begun = performance.now();
    for (const part of parts) await step.accumulate(part);
    step.update(update, 0);
    return performance.now() - begun;
  };
  try {
    await take(1);
    const begun = performance.now();
    const times: number[] = [];
    while (times.length < STEPS && (times.length === 0 || performance.now() - begun < ENOUGH))
      times.push(await take(times.length + 2));
    return Math.min(...times);
  } finally {
    await step.release();
  }
}

/** Any tokens, of which the share that training hides is asked for, in the parts in which training runs them. */
function partsOf(params: TrialParams): MaskedBatch[] {
  const { config, threads, batchSize, sequenceLength, maskingProbability } = params;
  const rule = { config, mlmProbability: maskingProbability, partBytes: PART_BYTES, threads };
  const random = createRandom(0);
  const masked = Math.max(1, Math.round(maskingProbability * sequenceLength));
  const positions = Array.from({ length: masked }, (_, at) => Math.floor((at * sequenceLength) / masked));
  const anyId = () => random.nextUint32() % config.vocabSize;
  const examples = Array.from({ length: batchSize }, () => ({
    inputIds: Int32Array.from({ length: sequenceLength }, anyId),
    positions,
    labels: positions.map(anyId),
  }));
  return chunks(examples, partSize(rule, batchSize, sequenceLength)).map((part) => collate(part, config));
}
