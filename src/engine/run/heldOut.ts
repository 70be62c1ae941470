import { type Evaluation, Evaluator } from "../../core/training/evaluation";
import { evaluateBase, heldOutOf, type TrainingTask } from "../../core/training/train";
import type { Model } from "../loadModel";

/** A model on the task's held-out text; undefined where nothing is held out. */
export async function evaluateHeldOut(
  task: TrainingTask,
  { parameters }: Pick<Model, "parameters">,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const heldOut = heldOutOf(task);
  if (heldOut.length === 0) return undefined;
  const evaluator = new Evaluator(task.backend, task.config);
  try {
    return await evaluator.evaluate(parameters, heldOut, signal);
  } finally {
    await evaluator.release();
  }
}

/** The same for the model that the run is compared with: as it was before it got new words, where it got some. */
export async function evaluateStart(
  task: TrainingTask,
  start: Model,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  if (task.base === undefined) return evaluateHeldOut(task, start, signal);
  return heldOutOf(task).length > 0 ? evaluateBase(task, task.base, signal) : undefined;
}
