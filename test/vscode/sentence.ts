import type * as vscode from "vscode";
import { api, completionsAt, open, until } from "./support";

/** As the tests' corpus has it, with a word hidden. */
export const SENTENCE = "The keeper anna lights the [MASK] of the harbour every evening.";
/** Where the mask begins and ends, in UTF-16 units. */
export const START = SENTENCE.indexOf("[MASK]");
export const END = START + "[MASK]".length;

/** The completions at a UTF-16 offset, as soon as there are some words. */
export function wordsAt(document: vscode.TextDocument, offset = END): Promise<vscode.CompletionItem[]> {
  return until("completions", async () => {
    const items = await completionsAt(document, offset);
    return items.length > 1 && items;
  });
}

/** Asks for the sentence in a new document, for which no answer is kept; returns the number of words. */
export async function ask(): Promise<number> {
  const { document } = await open(SENTENCE);
  return (await completionsAt(document, END)).length;
}

/** Asks until there are words; returns the id of the process that has them. */
export async function predictor(): Promise<number> {
  await until("completions", async () => (await ask()) > 1);
  return (await api()).predictorPid!;
}
