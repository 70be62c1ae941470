import { join } from "node:path";
import { exists } from "../../node/readFiles";
import { readRecord } from "../runs/unfinished";

/** In the folder of a run that made the model of its first step: that model. */
const FIRST_MODEL = "start";

export function firstModelFolder(run: string): string {
  return join(run, FIRST_MODEL);
}

/** What a run that is resumed started from. */
export interface FirstModel {
  /** The folder of the model of its first step. */
  readonly model: string;
  /** How many of its words the run added. */
  readonly newWords: { readonly added: number };
  /** The folder of the model that the person had; absent where the run started from nothing. */
  readonly base?: string;
}

/** Where the model of the run's first step lies with it, because the run made it; undefined where it made none. */
export async function readFirstModel(folder: string): Promise<FirstModel | undefined> {
  const record = (await exists(firstModelFolder(folder))) ? await readRecord(folder) : undefined;
  if (record === undefined) return undefined;
  const { base, newWords } = record.report.model;
  return {
    model: firstModelFolder(folder),
    newWords: { added: newWords.length },
    ...(base === undefined ? {} : { base }),
  };
}
