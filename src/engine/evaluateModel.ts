import { Fault } from "../core/errors";
import { Evaluator } from "../core/training/evaluation";
import { heldOutOf } from "../core/training/train";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import type { EvaluateModelParams } from "../protocol/models";
import type { Evaluation } from "../protocol/training";
import { loadModel } from "./loadModel";
import { prepareData } from "./prepare";
import { dataOptions, trainingOptions, trainingThreads } from "./runOptions";

/**
 * How well a model finds the masks that training on this workspace holds out; models with the same vocabulary are asked
 * the same masks. Throws a Fault "no-text" where there is too little text to hold some out.
 */
export async function evaluateModel(
  { model: folder, workspace }: EvaluateModelParams,
  signal: AbortSignal,
): Promise<Evaluation> {
  const { config, parameters, tokenizer } = await loadModel(folder);
  const { train, validation } = await prepareData(tokenizer, dataOptions(workspace), signal);
  const start = { fromScratch: false, sequences: train.count };
  const options = trainingOptions(workspace.settings, config, start);
  const masks = heldOutOf({ validation, vocabulary: tokenizer, config, options });
  if (masks.length === 0) {
    throw new Fault("no-text", "There is too little text in the workspace to hold some out and compare on.");
  }
  const backend = onnxRuntimeBackend({ threads: trainingThreads(workspace.settings) });
  const evaluator = new Evaluator(backend, config);
  try {
    const { loss, top1, masked } = await evaluator.evaluate(parameters, masks, signal);
    return { loss, accuracy: top1, masks: masked };
  } finally {
    await evaluator.release();
  }
}
