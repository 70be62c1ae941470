// What a window finds: a folder with text to learn and settings, and the models of earlier training.
import * as fs from "node:fs";
import * as path from "node:path";
import { modelsFolder } from "../../src/extension/models/modelsFolder";
import { writeCorpus } from "../harness/corpus";

export interface LayOutOptions {
  /** The folder's own settings, beside those with which a training takes seconds; none keep the extension's own values. */
  readonly settings?: Readonly<Record<string, unknown>> | "none";
  /** What the folder holds beside the text to learn: names and contents. */
  readonly files?: Readonly<Record<string, string>>;
  /** Writes what earlier training is to have left in the folder of the workspace's models. */
  readonly earlier?: (storage: string) => Promise<unknown>;
}

export interface LaidOut {
  readonly folder: string;
  /** The folder of the workspace's models. */
  readonly storage: string;
  /** What the window is called as soon as it has read the folder's settings: to the eye as the folder. */
  readonly title: string;
}

/** Settings with which the folder's text is learnt in seconds. */
const QUICK_TRAINING = {
  "workspaceMlm.training.fromScratch": true,
  "workspaceMlm.training.size": "tiny",
  "workspaceMlm.training.epochs": 10,
  "workspaceMlm.training.patience": 0,
  "workspaceMlm.training.learningRate": 0.002,
  "workspaceMlm.training.batchSize": 8,
  "workspaceMlm.training.sequenceLength": 32,
};

/** Of each file: enough to learn from, and few to ask the models about. */
const SENTENCES = 15;

const NAME = "lighthouse";
const SETTINGS = ".vscode";

/** Lays everything out below `own`, in place of what was there. The folder of the models is another one each time. */
export async function layOut(own: string, { settings, files, earlier }: LayOutOptions): Promise<LaidOut> {
  const folder = path.join(own, NAME);
  fs.mkdirSync(path.join(folder, SETTINGS), { recursive: true });
  removeAllBut(NAME, own);
  removeAllBut(SETTINGS, folder); // the editor goes on watching what stays
  const models = fs.mkdtempSync(path.join(own, "models-"));
  const settingsFile = path.join(folder, SETTINGS, "settings.json");
  const title = nextTitle(settingsFile);
  const storage = modelsFolder(models, { name: NAME, places: [folder] });
  writeCorpus(folder, SENTENCES);
  for (const [name, text] of Object.entries(files ?? {})) fs.writeFileSync(path.join(folder, name), text);
  await earlier?.(storage);
  const training = settings === "none" ? {} : { ...QUICK_TRAINING, ...settings };
  const all = { "workspaceMlm.modelsFolder": models, "window.title": title, ...training };
  fs.writeFileSync(settingsFile, JSON.stringify(all)); // last: all else is there when it is read
  return { folder, storage, title };
}

const ZERO_WIDTH_SPACE = "\u200b";

/** Longer than the one in the settings until now, by a sign that nobody sees. */
function nextTitle(settingsFile: string): string {
  if (!fs.existsSync(settingsFile)) return NAME;
  const [, title = NAME] = /"window\.title": ?"([^"]*)"/.exec(fs.readFileSync(settingsFile, "utf8")) ?? [];
  return title + ZERO_WIDTH_SPACE;
}

function removeAllBut(kept: string, folder: string): void {
  for (const name of fs.readdirSync(folder))
    if (name !== kept) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
}
