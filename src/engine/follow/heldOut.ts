import { type Evaluation, Evaluator } from "../../core/training/evaluation";
import { evaluationBatches, type TrainingTask } from "../../core/training/train";
import type { Model } from "../models/loadModel";

/** A model on the task's held-out text; undefined where nothing is held out. */
export async function evaluateHeldOut(
  task: TrainingTask,
  { parameters }: Pick<Model, "parameters">,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const heldOut = evaluationBatches(task);
  if (heldOut.length === 0) return undefined;
  const evaluator = new Evaluator(task.backend, task.config);
  try {
    return await evaluator.evaluate(parameters, heldOut, signal);
  } finally {
    await evaluator.release();
  }
}
