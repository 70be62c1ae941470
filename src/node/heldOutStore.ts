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

const BASE = v.object({ model: v.string(), words: count, files: count, first: count, amongFive: count });

const HELD_OUT = v.object({
  version: v.literal(VERSION),
  /** Can be found out again, so that what is not understood is left out alone. */
  base: v.fallback(v.optional(BASE), undefined),
  choosing: v.array(v.string()),
  reporting: v.array(v.string()),
  questions: v.array(v.object({ file: v.string(), before: v.string(), word: v.string(), after: v.string() })),
});

/** How many of the words the model to start from finds. */
export interface BaseFound extends WordsFound {
  /** Its fingerprint. */
  readonly model: string;
}

interface StoredHeldOut extends HeldOutText {
  readonly base?: BaseFound | undefined;
}

/** Undefined where there is none, or one that is not understood. */
export async function readHeldOut(storage: string): Promise<StoredHeldOut | undefined> {
  const value = await readJson(join(storage, HELD_OUT_FILE), LARGEST).then(
    (read) => read.value,
    () => undefined,
  );
  const { success, output } = v.safeParse(HELD_OUT, value);
  return success ? output : undefined;
}

/** What the model to start from finds is kept where the words are the same. */
export async function writeHeldOut(storage: string, heldOut: HeldOutText): Promise<void> {
  const before = await readHeldOut(storage);
  const isSame = before && questionsId(before.questions) === questionsId(heldOut.questions);
  await write(storage, heldOut, isSame ? before.base : undefined);
}

/** Notes how many of the words the model to start from finds, unless others are held out by now. */
export async function writeBaseFound(storage: string, base: BaseFound, questions: string): Promise<void> {
  const heldOut = await readHeldOut(storage);
  if (heldOut && questionsId(heldOut.questions) === questions) await write(storage, heldOut, base);
}

function write(
  storage: string,
  { choosing, reporting, questions }: HeldOutText,
  base: BaseFound | undefined,
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
