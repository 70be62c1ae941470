import { DEFAULT_CORPUS_OPTIONS } from "../../src/core/corpus/options";
import { forEachAskableWord } from "../../src/core/questions/wordQuestion";
import type { Random } from "../../src/core/random";
import { scanCorpus } from "../../src/node/corpus/scan";

/** A file's text. */
export interface FileText {
  /** Absolute. */
  readonly path: string;
  /** From the folder, with `/`. */
  readonly name: string;
  readonly text: string;
}

/** A word, or a mark, of a file, from `start` to `end` in UTF-16 units. */
export interface Hidden {
  readonly file: FileText;
  readonly start: number;
  readonly end: number;
}

/** The texts that training would read, without those of which another is nearly a copy. */
export async function textsWithoutTwins(folder: string): Promise<FileText[]> {
  const files: FileText[] = [];
  const twins = new Set<string>();
  for await (const { path, relativePath: name, verdict } of scanCorpus([folder], DEFAULT_CORPUS_OPTIONS)) {
    if (verdict.kind !== "read") continue;
    if (verdict.nearDuplicateOf === undefined) files.push({ path, name, text: verdict.text });
    else twins.add(verdict.nearDuplicateOf.path);
  }
  return files.filter(({ path }) => !twins.has(path));
}

/** Finds what may be hidden in a text. */
export type FindHidden = (text: string, visit: (start: number, end: number) => void) => void;

export const WORDS: FindHidden = forEachAskableWord;
export const SHORT_WORDS: FindHidden = pattern(
  /(?<![\p{L}\p{M}\p{N}])(?:\p{L}[\p{L}\p{N}]?|\p{N}[\p{L}\p{N}]*)(?![\p{L}\p{M}\p{N}])/gu,
);
export const MARKS: FindHidden = pattern(/[^\s\p{L}\p{M}\p{N}\p{C}]/gu);

function pattern(found: RegExp): FindHidden {
  return (text, visit) => {
    for (const { 0: word, index } of text.matchAll(found)) visit(index, index + word.length);
  };
}

/** Up to `count` places drawn evenly from all of the files, of none more than its share of a tenth where there are many. */
export function drawHidden(
  files: readonly FileText[],
  find: FindHidden,
  count: number,
  random: Random,
): Hidden[] {
  const all: Hidden[] = [];
  for (const file of files) find(file.text, (start, end) => all.push({ file, start, end }));
  const mostOfOne = Math.max(20, Math.ceil(count / Math.min(10, files.length)));
  const drawn = new Map<string, number>();
  const chosen: Hidden[] = [];
  for (let left = all.length; left > 0 && chosen.length < count; left--) {
    const at = random.nextBelow(left);
    const hidden = all[at];
    all[at] = all[left - 1];
    const ofFile = drawn.get(hidden.file.path) ?? 0;
    if (ofFile >= mostOfOne) continue;
    drawn.set(hidden.file.path, ofFile + 1);
    chosen.push(hidden);
  }
  return chosen;
}
