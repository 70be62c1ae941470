import { join } from "node:path";
import * as v from "valibot";
import { count, plainObject } from "../core/json/schemas";
import type { WordsFound } from "../core/questions/wordsFound";
import type { NamedRanking } from "../core/ranking/namedRanking";
import { writeFileAtomic } from "./atomicFiles";
import { readJson } from "./readFiles";

/** What is known of a model besides its own files, in `workspace-mlm.json` of its folder. */
export interface ModelNotes {
  /** What a person calls it. */
  readonly name?: string;
  /** Whether it came from a folder that a person chose. */
  readonly imported?: boolean;
  /** Where it came from on the Hugging Face hub, `owner/name`, and the commit. */
  readonly repository?: string;
  readonly revision?: string;
  /** As the hub names it. */
  readonly licence?: string;
  /** How its words are ranked together with the memory's; checked by those who read it. */
  readonly ranking?: NamedRanking;
  /** How it did when it was last asked for hidden words of a workspace. */
  readonly found?: NotedWords;
}

/** How many hidden words a model found. */
export interface NotedWords extends WordsFound {
  /** Names the words; figures of other ones do not compare. */
  readonly questions: string;
}

export const NOTES_FILE = "workspace-mlm.json";
const LARGEST = 2 ** 16;

/** Notes of earlier versions have no words. */
const FOUND = v.object({ words: count, files: count, first: count, amongFive: count, questions: v.string() });

const NOTES = v.fallback(
  v.object({
    name: note(v.string()),
    imported: note(v.literal(true)),
    repository: note(v.string()),
    revision: note(v.string()),
    licence: note(v.string()),
    ranking: note(plainObject),
    found: note(FOUND),
  }),
  {},
);

/** Absent where it is not understood. */
function note<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

/** Nothing where there is no file, or one that is not understood. */
export async function readNotes(folder: string): Promise<ModelNotes> {
  const value = await readJson(join(folder, NOTES_FILE), LARGEST).then(
    (read) => read.value,
    () => undefined,
  );
  const understood = Object.entries(v.parse(NOTES, value)).filter(([, note]) => note !== undefined);
  return Object.fromEntries(understood);
}

/** Replaces the notes of a model. */
export function writeNotes(folder: string, notes: ModelNotes): Promise<void> {
  return writeFileAtomic(join(folder, NOTES_FILE), notesText(notes));
}

export function notesText(notes: ModelNotes): string {
  return `${JSON.stringify(notes, null, 2)}\n`;
}
