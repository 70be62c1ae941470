import { SeenLines } from "../../core/corpus/newLines";
import type { FilePlace } from "../../node/corpus/visit";

/** How many originals' lines are held at a time. */
const MAX_HELD = 256;

/** The new lines of near-copies of files that were read before. */
export class NearCopies {
  /** By the original's path. */
  readonly #seen = new Map<string, SeenLines>();
  readonly #texts = new Map<string, string>();

  /** @param textAgain reads a file by its path; undefined for one that is gone */
  constructor(readonly textAgain: (path: string) => string | undefined) {}

  /** The lines of a near-copy that are in neither its original nor the copies before it; all lines of any other file. */
  newLines(file: ReadFile, text: string): string;
  newLines(file: ReadFile): string | undefined;
  newLines({ path, copyOf }: ReadFile, text = this.textAgain(path)): string | undefined {
    if (copyOf === undefined || text === undefined) return text;
    const added = this.#seenOf(copyOf).add(text);
    this.#texts.set(path, added);
    return added;
  }

  /** The new part of a file's text again. */
  readonly textOf = (path: string): string | undefined => this.#texts.get(path) ?? this.textAgain(path);

  #seenOf(original: string): SeenLines {
    const known = this.#seen.get(original);
    if (known) return known;
    const seen = new SeenLines();
    seen.add(this.textAgain(original) ?? "");
    if (this.#seen.size === MAX_HELD) this.#seen.delete(this.#seen.keys().next().value as string);
    this.#seen.set(original, seen);
    return seen;
  }
}

/** A file that is read. */
export interface ReadFile extends FilePlace {
  /** The path of the earlier file of which this one is nearly a copy: only its new lines are read. */
  readonly copyOf?: string;
}
