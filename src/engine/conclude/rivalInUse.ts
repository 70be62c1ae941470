import { type NotedWords, readNotes } from "../../node/modelNotes";
import { currentModel } from "../../node/modelStore";
import type { WordsFound } from "../../protocol/words";
import { sentenceOf } from "../follow/outcome";
import { loadModel } from "../models/loadModel";
import type { Rivals } from "./verdict";

/**
 * The model in use if an earlier run trained it; undefined if it is one of `others` or cannot be read.
 * @param questions the name of the words that models are asked for now
 */
export async function rivalInUse(
  storage: string,
  others: readonly (string | undefined)[],
  questions: string,
  warn: (sentence: string) => void,
): Promise<Rivals["inUse"]> {
  const folder = await currentModel(storage);
  if (folder === undefined || others.includes(folder)) return undefined;
  try {
    const { found } = await readNotes(folder);
    return {
      model: await loadModel(folder),
      found: found?.questions === questions ? withoutName(found) : undefined,
    };
  } catch (error) {
    warn(sentenceOf(error));
    return undefined;
  }
}

function withoutName({ questions: _, ...found }: NotedWords): WordsFound {
  return found;
}
