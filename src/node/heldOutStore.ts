import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { HeldOutText } from "../core/questions/heldOutText";
import type { WordQuestion } from "../core/questions/wordQuestion";
import { writeFileAtomic } from "./atomicFiles";
import { readJson } from "./readFiles";

/** In a workspace's storage: what is held out, and the words that all its models are asked for. */
export const HELD_OUT_FILE = "held-out.json";
const VERSION = 1;
/** Bytes. */
const LARGEST = 2 ** 26;

/** Undefined where there is none, or one that is not understood. */
export async function readHeldOut(storage: string): Promise<HeldOutText | undefined> {
  const value = await readJson(join(storage, HELD_OUT_FILE), LARGEST).then(
    (read) => read.value as { version?: unknown } | null,
    () => undefined,
  );
  return value?.version === VERSION && isHeldOut(value) ? value : undefined;
}

export function writeHeldOut(
  storage: string,
  { choosing, reporting, questions }: HeldOutText,
): Promise<void> {
  const value = { version: VERSION, choosing, reporting, questions };
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

function isHeldOut(value: object): value is HeldOutText {
  const { choosing, reporting, questions } = value as Record<string, unknown>;
  return isTexts(choosing) && isTexts(reporting) && Array.isArray(questions) && questions.every(isQuestion);
}

function isQuestion(value: unknown): boolean {
  const { file, before, word, after } = (value ?? {}) as Record<string, unknown>;
  return isTexts([file, before, word, after]);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
