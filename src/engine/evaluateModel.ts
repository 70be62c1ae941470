import { Fault } from "../core/errors";
import type { WordQuestionOptions } from "../core/training/wordQuestions";
import { bundledModel } from "../node/bundledModel";
import { listModels } from "../node/modelStore";
import { toErrorData } from "../protocol/errors";
import type { ComparedModel, EvaluateModelParams, FoundWords } from "../protocol/models";
import type { TrainParams } from "../protocol/training";
import { loadModel } from "./loadModel";
import { prepareData } from "./prepare";
import { dataOptions } from "./runOptions";
import { describeModel, noteFound } from "./storedModels";
import { findWords, fingerprintOf, wordQuestionsOf } from "./wordQuestions";

/**
 * How well a model finds hidden words of the files that training on this workspace holds out; what it finds is noted with
 * it where it is of the workspace's store. Throws a Fault "no-text" where there is too little text to hold some out.
 */
export async function evaluateModel(
  { model, workspace }: EvaluateModelParams,
  signal: AbortSignal,
): Promise<FoundWords> {
  const questions = await questionsOf(workspace, model, signal);
  return ask(model, workspace, questions, signal);
}

/**
 * How well the model to start from and every model of the store, the newest first, find the same hidden words. A model that
 * cannot be read is in the list with the reason. Throws a Fault "no-text" as `evaluateModel` does.
 */
export async function compareModels(workspace: TrainParams, signal: AbortSignal): Promise<ComparedModel[]> {
  const base = baseOf(workspace);
  const stored = await listModels(workspace.storage);
  const folders = [...(base === undefined ? [] : [base]), ...stored.map(({ folder }) => folder)];
  if (folders.length === 0) return [];
  const questions = await questionsOf(workspace, folders[0]!, signal);
  const answers: Pick<ComparedModel, "found" | "failure">[] = [];
  for (const folder of folders) answers.push(await tryToAsk(folder, workspace, questions, signal));
  const compared = stored.map(async (model) => ({ model: await describeModel(workspace.storage, model) }));
  const rows: ComparedModel[] = [...(base === undefined ? [] : [{}]), ...(await Promise.all(compared))];
  return rows.map((row, index) => ({ ...row, ...answers[index] }));
}

/** The folder of the model that answers where none is trained. */
function baseOf({ base }: TrainParams): string | undefined {
  return base ?? bundledModel();
}

/**
 * The words to ask for, whoever is asked: they are chosen with the tokenizer of the model to start from, and where there is
 * none with that of `otherwise`, a model folder.
 */
async function questionsOf(
  workspace: TrainParams,
  otherwise: string,
  signal: AbortSignal,
): Promise<WordQuestionOptions> {
  const splitter = await loadModel(baseOf(workspace) ?? otherwise);
  const { validation } = await prepareData(splitter.tokenizer, dataOptions(workspace), signal);
  if (validation.count === 0) {
    throw new Fault("no-text", "There is too little text in the workspace to hold some out and compare on.");
  }
  return wordQuestionsOf(validation, splitter, workspace.settings);
}

async function ask(
  folder: string,
  { settings, storage }: TrainParams,
  questions: WordQuestionOptions,
  signal: AbortSignal,
): Promise<FoundWords> {
  const found = await findWords(await loadModel(folder), questions, settings, signal);
  await noteFound(storage, folder, found, fingerprintOf(questions));
  return found;
}

async function tryToAsk(
  folder: string,
  workspace: TrainParams,
  questions: WordQuestionOptions,
  signal: AbortSignal,
): Promise<Pick<ComparedModel, "found" | "failure">> {
  try {
    return { found: await ask(folder, workspace, questions, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: toErrorData(error).sentence };
  }
}
