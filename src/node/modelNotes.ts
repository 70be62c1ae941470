import { join } from "node:path";
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

/** Nothing where there is no file, or one that is not understood. */
export async function readNotes(folder: string): Promise<ModelNotes> {
  const value = await readJson(join(folder, NOTES_FILE), LARGEST).then(
    (read) => read.value,
    () => undefined,
  );
  if (typeof value !== "object" || value === null) return {};
  const fields = value as Record<string, unknown>;
  const text = (name: keyof ModelNotes) => (typeof fields[name] === "string" ? { [name]: fields[name] } : {});
  return {
    ...text("name"),
    ...text("repository"),
    ...text("revision"),
    ...text("licence"),
    ...(isObject(fields["ranking"]) && { ranking: fields["ranking"] as NamedRanking }),
    ...(fields["imported"] === true && { imported: true }),
    ...(isFound(fields["found"]) && { found: fields["found"] }),
  };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Notes of earlier versions have no words. */
function isFound(value: unknown): value is NotedWords {
  const { words, files, first, amongFive, questions } = (value ?? {}) as Record<string, unknown>;
  return [words, files, first, amongFive].every(isCount) && typeof questions === "string";
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** Replaces the notes of a model. */
export function writeNotes(folder: string, notes: ModelNotes): Promise<void> {
  return writeFileAtomic(join(folder, NOTES_FILE), notesText(notes));
}

export function notesText(notes: ModelNotes): string {
  return `${JSON.stringify(notes, null, 2)}\n`;
}
