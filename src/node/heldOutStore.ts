import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { count } from "../core/json/schemas";
import type { HeldOutText } from "../core/questions/heldOutText";
import type { WordQuestion } from "../core/questions/wordQuestion";
import type { WordsFound } from "../core/questions/wordsFound";
import { writeFileAtomic } from "./atomicFiles";
import { readJson } from "./readFiles";

/** In a workspace's storage: what is held out, and the words that all its models are asked for. */
export const HELD_OUT_FILE = "held-out.json";
const VERSION = 1;
/** Bytes. */
const LARGEST = 2 ** 26;

const HELD_OUT = v.object({
  version: v.literal(VERSION),
  base: v.optional(
    v.object({ model: v.string(), words: count, files: count, first: count, amongFive: count }),
  ),
  choosing: v.array(v.string()),
  reporting: v.array(v.string()),
  questions: v.array(v.object({ file: v.string(), before: v.string(), word: v.string(), after: v.string() })),
});

/** How many of the words the model to start from finds. */
export interface BaseFound extends WordsFound {
  /** Its fingerprint. */
  readonly model: string;
}

/** Undefined where there is none, or one that is not understood. */
export async function readHeldOut(
  storage: string,
): Promise<(HeldOutText & { readonly base?: BaseFound | undefined }) | undefined> {
  const value = await readJson(join(storage, HELD_OUT_FILE), LARGEST).then(
    (read) => read.value,
    () => undefined,
  );
  return v.is(HELD_OUT, value) ? value : undefined;
}

export function writeHeldOut(
  storage: string,
  { choosing, reporting, questions }: HeldOutText,
  base?: BaseFound,
): Promise<void> {
  const value = { version: VERSION, choosing, reporting, questions, ...(base && { base }) };
  return writeFileAtomic(join(storage, HELD_OUT_FILE), JSON.stringify(value));
}

export function deleteHeldOut(storage: string): Promise<void> {
  return rm(join(storage, HELD_OUT_FILE), { force: true });
}

/** The same for two sets of questions only where they ask for the same words in the same text. */
export function questionsId(questions: readonly WordQuestion[]): string {
  const text = questions.map(({ file, before, word, after }) => [file, before, word, after]);
  return createHash("sha256").update(JSON.stringify(text)).digest("hex");
}
