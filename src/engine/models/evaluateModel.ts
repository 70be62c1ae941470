import { existsSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../core/errors";
import { askWords } from "../../core/questions/askWords";
import type { WordQuestion } from "../../core/questions/wordQuestion";
import { type WordsFound, wordsFound } from "../../core/questions/wordsFound";
import { bundledModel } from "../../node/bundledModel";
import { questionsId, readHeldOut, writeHeldOut } from "../../node/heldOutStore";
import { readNotes } from "../../node/modelNotes";
import { listModels } from "../../node/modelStore";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { toErrorData } from "../../protocol/errors";
import type { ComparedModel, EvaluateModelParams } from "../../protocol/models";
import type { TrainParams } from "../../protocol/training";
import { prepareData } from "../corpus/prepareData";
import { workspaceData } from "../corpus/workspaceCorpus";
import { trainingThreads } from "../defaultOptions";
import { loadModel } from "./loadModel";
import { baseFound, describeModel, noteFound } from "./storedModels";

/**
 * How many hidden words a model finds in the text that training on this workspace holds out; a model of the workspace's
 * store gets the figures into its notes. Throws a Fault "no-text" where there is too little text to hold some out.
 */
export async function evaluateModel(
  { model, workspace }: EvaluateModelParams,
  signal: AbortSignal,
): Promise<WordsFound> {
  const questions = await questionsOf(workspace, model, signal);
  return findWords(model, workspace, questions, signal);
}

/**
 * How many of the same hidden words the model to start from and every model of the store find, the newest first; one that
 * was asked for them before is not asked again. A model that cannot be read is in the list with the reason. Throws a Fault
 * "no-text" as `evaluateModel` does.
 */
export async function compareModels(workspace: TrainParams, signal: AbortSignal): Promise<ComparedModel[]> {
  const { storage } = workspace;
  const base = baseOf(workspace);
  const stored = await listModels(storage);
  const folders = [...(base === undefined ? [] : [base]), ...stored.map(({ folder }) => folder)];
  if (folders.length === 0) return [];
  const questions = await questionsOf(workspace, folders[0]!, signal);
  const rows: ComparedModel[] =
    base === undefined ? [] : [await tryToAsk(base, workspace, questions, signal)];
  for (const model of stored) {
    const answer = await tryToAsk(model.folder, workspace, questions, signal);
    rows.push({ model: await describeModel(storage, model), ...answer });
  }
  return rows;
}

/** The folder of the model that is used before any is trained. */
function baseOf({ base }: TrainParams): string | undefined {
  return base ?? bundledModel();
}

/**
 * The words to ask every model for: those that training asked for last, as long as their files are there; otherwise others
 * are chosen, and kept.
 * @param otherwise a model folder, whose tokenizer serves where there is no model to start from
 */
async function questionsOf(
  workspace: TrainParams,
  otherwise: string,
  signal: AbortSignal,
): Promise<readonly WordQuestion[]> {
  const before = await readHeldOut(workspace.storage);
  if (before && before.questions.length > 0 && areThere(before.questions, workspace)) return before.questions;
  const { tokenizer } = await loadModel(baseOf(workspace) ?? otherwise);
  const { heldOut } = await prepareData(tokenizer, { ...workspaceData(workspace), before }, signal);
  if (heldOut.questions.length === 0) {
    throw new Fault("no-text", "There is too little text in the workspace to hold some out and compare on.");
  }
  await writeHeldOut(workspace.storage, heldOut);
  return heldOut.questions;
}

function areThere(questions: readonly WordQuestion[], { roots }: TrainParams): boolean {
  const files = new Set(questions.map(({ file }) => file));
  return [...files].every((file) => roots.some((root) => existsSync(join(root, file))));
}

/** What was noted of the model if it was asked for these words before; otherwise it is asked, and that is noted. */
async function findWords(
  folder: string,
  { settings, storage }: TrainParams,
  questions: readonly WordQuestion[],
  signal: AbortSignal,
): Promise<WordsFound> {
  const model = await loadModel(folder);
  const base = await baseFound(storage, folder);
  if (base !== undefined) return base;
  const { questions: asked, ...known } = (await readNotes(folder)).found ?? {};
  const name = questionsId(questions);
  if (asked === name) return known as WordsFound;
  const backend = onnxRuntimeBackend({ threads: trainingThreads(settings) });
  const found = wordsFound(questions, await askWords(backend, model, questions, signal));
  await noteFound(storage, folder, { ...found, questions: name });
  return found;
}

async function tryToAsk(
  folder: string,
  workspace: TrainParams,
  questions: readonly WordQuestion[],
  signal: AbortSignal,
): Promise<Pick<ComparedModel, "found" | "failure">> {
  try {
    return { found: await findWords(folder, workspace, questions, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: toErrorData(error).sentence };
  }
}
