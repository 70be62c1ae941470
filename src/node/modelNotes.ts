import { join } from "node:path";
import { writeFileAtomic } from "./atomicFiles";
import { readJson } from "./readFiles";

/** What is known of a model beside its own files, in `workspace-mlm.json` of its folder. */
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
  /** How it did when it was last asked for hidden words of a workspace. */
  readonly found?: NotedScore;
}

export interface NotedScore {
  /** Mean negative log-likelihood of a word, in nats. */
  readonly loss: number;
  /** Shares between 0 and 1: found at the first guess, and among the first five. */
  readonly accuracy: number;
  readonly top5: number;
  /** How many words were hidden. */
  readonly masks: number;
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
    ...(fields["imported"] === true && { imported: true }),
    ...(isScore(fields["found"]) && { found: fields["found"] }),
  };
}

function isScore(value: unknown): value is NotedScore {
  const { loss, accuracy, top5, masks, questions } = (value ?? {}) as Record<string, unknown>;
  return (
    isNumber(loss) && isShare(accuracy) && isShare(top5) && isNumber(masks) && typeof questions === "string"
  );
}

const isNumber = (value: unknown): value is number => typeof value === "number" && value >= 0;
const isShare = (value: unknown): value is number => isNumber(value) && value <= 1;

/** Replaces the notes of a model. */
export function writeNotes(folder: string, notes: ModelNotes): Promise<void> {
  return writeFileAtomic(join(folder, NOTES_FILE), notesText(notes));
}

export function notesText(notes: ModelNotes): string {
  return `${JSON.stringify(notes, null, 2)}\n`;
}
