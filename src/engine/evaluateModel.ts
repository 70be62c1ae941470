import { Fault } from "../core/errors";
import type { EvaluateModelParams } from "../protocol/models";
import type { Evaluation } from "../protocol/training";
import { loadModel } from "./loadModel";
import { prepareData } from "./prepare";
import { dataOptions, startModel } from "./runOptions";
import { noteFoundWords } from "./storedModels";
import { findWords, wordQuestionsOf } from "./wordQuestions";

/**
 * How well a model finds hidden words of the files that training on this workspace holds out; every model is asked for the
 * same words, and what it finds is noted with it where it is of the workspace's store. Throws a Fault "no-text" where there is too little text to hold some out.
 */
export async function evaluateModel(
  { model: folder, workspace }: EvaluateModelParams,
  signal: AbortSignal,
): Promise<Evaluation> {
  const { settings } = workspace;
  const model = await loadModel(folder);
  const base = startModel(workspace);
  const splitter = base === undefined ? model : await loadModel(base);
  const { validation } = await prepareData(splitter.tokenizer, dataOptions(workspace), signal);
  if (validation.count === 0) {
    throw new Fault("no-text", "There is too little text in the workspace to hold some out and compare on.");
  }
  const questions = wordQuestionsOf(validation, splitter, settings);
  const evaluation = await findWords(model, questions, settings, signal);
  await noteFoundWords(workspace.storage, folder, evaluation.accuracy);
  return evaluation;
}
