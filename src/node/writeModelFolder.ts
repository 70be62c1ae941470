import { access, constants, lstat, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { holdsModel } from "../core/corpus/ownOutput";
import { Fault } from "../core/errors";
import { writeSafetensors } from "../core/formats/writeSafetensors";
import { toConfigJson } from "../core/models/configJson";
import { type ModelConfig, parametersOf } from "../core/models/families";
import { sentence } from "../core/sentence";
import { elementCount, type Parameters } from "../core/tensor";
import { TOKENIZER_FILES, type TokenizerFiles } from "../core/tokenizer/tokenizerFiles";
import { type FileContent, writeFolderAtomic } from "./atomicFiles";
import { errorCode, ioFault } from "./ioFault";
import { leftoversOf } from "./leftovers";
import { type ModelNotes, NOTES_FILE, notesText } from "./modelNotes";

export interface WritableModel {
  readonly config: ModelConfig;
  readonly parameters: Parameters;
  /** Texts are written as they are, anything else as JSON. */
  readonly tokenizerFiles: TokenizerFiles;
  /** The model as ONNX, to be written as `onnx/model.onnx`. */
  readonly onnx?: Uint8Array;
  /** The model card, to be written as `README.md`. */
  readonly card?: string;
}

export const DATA_NOTICES = "DATA-NOTICES";

export interface WriteModelOptions {
  /** The type of the stored weights; "F16" halves the file. */
  readonly dtype?: "F32" | "F16";
  /** Whether a model that is already in the folder may be replaced; nothing else ever is. */
  readonly replace?: boolean;
  /** What is known of the model, to be written with it. */
  readonly notes?: ModelNotes;
  /** Text that lists what it was trained on, to be written as `DATA-NOTICES`. */
  readonly dataNotices?: string;
}

/**
 * Writes a model folder in Hugging Face layout, whole or not at all. A folder that is already there is replaced only
 * on request and only if it holds nothing but a model's files; until its replacement is complete it stays.
 * Throws a Fault with one sentence that names the folder, and leaves nothing behind.
 */
export async function writeModelFolder(
  folder: string,
  model: WritableModel,
  { dtype = "F32", replace = false, notes, dataNotices }: WriteModelOptions = {},
): Promise<void> {
  checkParameters(model);
  await checkModelTarget(folder, { replace });
  const files = modelFiles(model, dtype);
  if (notes) files.set(NOTES_FILE, notesText(notes));
  if (dataNotices !== undefined) files.set(DATA_NOTICES, dataNotices);
  await writeFolderAtomic(folder, files);
}

/** The files of a model by their names. */
export function modelFiles(
  { config, parameters, tokenizerFiles, onnx, card }: WritableModel,
  dtype: "F32" | "F16",
) {
  const files = new Map<string, FileContent>();
  files.set("config.json", jsonText(toConfigJson(config, dtype === "F32" ? "float32" : "float16")));
  for (const name of TOKENIZER_FILES) {
    const content = tokenizerFiles[name];
    if (content !== undefined) files.set(name, typeof content === "string" ? content : jsonText(content));
  }
  files.set("model.safetensors", writeSafetensors(parameters, { dtype }));
  if (onnx) files.set("onnx/model.onnx", [onnx]);
  if (card !== undefined) files.set("README.md", card);
  return files;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function checkParameters({ config, parameters }: WritableModel): void {
  const shapes = new Map(parametersOf(config).map(({ name, shape }) => [name, shape]));
  const names = new Set([...shapes.keys(), ...parameters.keys()]);
  for (const name of names) {
    const [expected, tensor] = [shapes.get(name), parameters.get(name)];
    const fits =
      expected?.join() === tensor?.shape.join() && tensor?.data.length === elementCount(tensor?.shape ?? []);
    if (!fits)
      throw new Fault(
        "bad-model",
        sentence`The weight ${name} does not fit the model's configuration; it was not saved.`,
      );
  }
}

/**
 * Whether a model could be written to `folder`, as far as can be known beforehand. Throws a Fault with one sentence
 * that names the folder if not; changes nothing.
 */
export async function checkModelTarget(
  folder: string,
  { replace = false }: WriteModelOptions,
): Promise<void> {
  await checkEntries(folder, replace);
  await checkWritable(folder);
}

/** Throws a Fault that names the file or folder where it could not be made, as far as can be known beforehand. */
export function checkWritable(path: string): Promise<void> {
  return checkParent(dirname(resolve(path)), path);
}

async function checkParent(parent: string, folder: string): Promise<void> {
  try {
    if (!(await stat(parent)).isDirectory())
      throw new Fault("io", sentence`Cannot write ${folder}: ${parent} is a file.`);
    await access(parent, constants.W_OK);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw ioFault("write", folder, error);
    await checkParent(dirname(parent), folder);
  }
}

async function checkEntries(folder: string, replace: boolean): Promise<void> {
  const entries = await listTarget(folder);
  if (entries.length === 0) return;
  if (!replace) {
    throw new Fault(
      "bad-option",
      sentence`${folder} is there already and is not empty; choose a new folder for the model.`,
    );
  }
  const own = new Set((await leftoversOf(join(folder, NOTES_FILE))).map(({ path }) => basename(path)));
  const foreign = entries.find((entry) => !modelFileNames.has(entry) && !own.has(entry));
  if (foreign !== undefined) {
    throw new Fault(
      "bad-option",
      sentence`${folder} also holds ${foreign}, which is no part of a model; choose another folder.`,
    );
  }
  if (!holdsModel(new Set(entries))) {
    throw new Fault(
      "bad-option",
      sentence`${folder} is there already and holds no model; choose another folder.`,
    );
  }
}

const modelFileNames: ReadonlySet<string> = new Set([
  "config.json",
  "model.safetensors",
  ...TOKENIZER_FILES,
  NOTES_FILE,
  DATA_NOTICES,
]);

async function listTarget(folder: string): Promise<string[]> {
  try {
    if ((await lstat(folder)).isDirectory()) return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("write the model folder", folder, error);
  }
  throw new Fault("bad-option", sentence`${folder} is a file or a link; choose a new folder for the model.`);
}
