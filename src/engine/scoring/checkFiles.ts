import { createHash } from "node:crypto";
import { isNotebook } from "../../core/corpus/judge";
import { type PlacedText, placedNotebookText } from "../../core/corpus/notebookPlaces";
import { linePlaces } from "../../core/linePlaces";
import { wordSource } from "../../core/memory/knownWords";
import { type TextWord, tokenizedText } from "../../core/scoring/textWords";
import { checkedDocument } from "../../core/unlikely/document";
import { findUnlikely, type WordChecker } from "../../core/unlikely/findUnlikely";
import { MemoryLexicon } from "../../core/unlikely/memoryLexicon";
import { ownWords } from "../../core/unlikely/ownWords";
import { isCheckable } from "../../core/unlikely/suspects";
import type { LineRange } from "../../node/changedLines";
import type { FindingsCache, StoredFinding } from "../../node/findingsCache";
import { readTextFile } from "../../node/readTextFile";
import type { ReadMemory } from "../memory/workspaceMemory";

/** A file to check, and the lines of it, of all where there is nothing said. */
export interface FileToCheck {
  /** Absolute, as the memory knows it. */
  readonly path: string;
  readonly lines?: readonly LineRange[] | undefined;
}

export interface CheckedFile {
  readonly path: string;
  /** What the file holds, a notebook's JSON too; findings stand in it. */
  readonly text: string;
  readonly findings: readonly StoredFinding[];
}

export interface CheckOptions {
  readonly cache: FindingsCache;
  /** Words that are right. */
  readonly ownWords: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Checks files of a corpus, each with the others as its memory; what the cache has of a file is taken from there. Finds all that
 * any sensitivity reports. Throws the signal's reason when it is aborted.
 */
export async function* checkFiles(
  checker: WordChecker,
  { memory }: Pick<ReadMemory, "memory">,
  files: readonly FileToCheck[],
  { cache, ownWords: listed, signal }: CheckOptions,
): AsyncGenerator<CheckedFile> {
  const words = new MemoryLexicon(checker.tokenizer, memory.table);
  await words.addMemory(memory, signal);
  for (const { path, lines } of files) {
    const { text } = await readTextFile(path);
    const key = createHash("sha256").update(text).digest("hex");
    const isIn = lineFilter(text, lines);
    const known = cache.get(key)?.filter(({ from }) => isIn(from));
    const found = known ?? (await find(path, text, isIn));
    if (known === undefined && lines === undefined) cache.set(key, found);
    const isOwn = ownWords(listed, words.lexicon, words.numberOf(path));
    const findings = found.filter(({ word }) => !isOwn(word));
    yield { path, text, findings };
  }

  async function find(path: string, text: string, isIn: (offset: number) => boolean) {
    const placed = placedText(path, text);
    const isAsked = (word: TextWord) => isCheckable(word) && isIn(placed.placeOf(word).from);
    const document = checkedDocument({
      text: tokenizedText(placed.text, checker.tokenizer),
      lexicon: words.lexicon,
      file: words.numberOf(path),
      source: wordSource(memory.table, memory, path),
    });
    const findings = await findUnlikely(checker, document, document.text.words.filter(isAsked), signal);
    return findings.map(({ word, ...finding }) => ({ ...finding, ...placed.placeOf(word), word: word.text }));
  }
}

/** Says whether a UTF-16 offset of a text lies in these lines. */
function lineFilter(text: string, lines: readonly LineRange[] | undefined): (offset: number) => boolean {
  if (lines === undefined) return () => true;
  const placeAt = linePlaces(text);
  return (offset) => {
    const { line } = placeAt(offset);
    return lines.some(({ first, last }) => line >= first && line <= last);
  };
}

/** What a file says, and where. */
function placedText(path: string, text: string): PlacedText {
  const notebook = isNotebook(path) ? placedNotebookText(text) : undefined;
  return notebook ?? { text, placeOf: ({ from, to }) => ({ from, to }) };
}
