import { documentEvidence } from "../../core/memory/documentEvidence";
import type { WordSource } from "../../core/memory/knownWords";
import type { WorkspaceMemory } from "../../core/memory/workspaceMemory";
import { questionChooser } from "../../core/questions/chooseQuestions";
import type { WordQuestion } from "../../core/questions/wordQuestion";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { MAX_QUESTIONS } from "../corpus/heldOutText";
import { type CorpusSource, readCorpus } from "../corpus/readCorpus";

/** A question about a file of a workspace, with the file's whole text. */
export interface MemoryQuestion extends WordQuestion {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Hidden words of all of the files. Throws a Fault "no-text" when there is no text. */
export async function memoryQuestions(source: CorpusSource, signal: AbortSignal): Promise<MemoryQuestion[]> {
  const chooser = questionChooser(MAX_QUESTIONS);
  const paths = new Map<string, string>();
  const { textOf } = await readCorpus(
    source,
    ({ path, relativePath: file, copyOf }, text) => {
      paths.set(file, path);
      if (copyOf === undefined) chooser.add({ file, text });
    },
    signal,
  );
  return withTexts(chooser.chosen(), paths, textOf);
}

/** The questions about files that are there; `paths` are absolute, by the path from the folder that is read. */
export function withTexts(
  questions: readonly WordQuestion[],
  paths: ReadonlyMap<string, string>,
  textOf: (path: string) => string | undefined,
): MemoryQuestion[] {
  return questions.flatMap((question) => {
    const path = paths.get(question.file);
    const text = path === undefined ? undefined : textOf(path);
    return path === undefined || text === undefined ? [] : [{ ...question, path, text }];
  });
}

/** What is known of the words in a question: its whole document, and the memory's other files. */
export function sourceFor(
  { before, word, after, path, text }: MemoryQuestion,
  memory: WorkspaceMemory,
  tokenizer: Tokenizer,
): WordSource {
  const start = text.indexOf(`${before}${word}${after}`) + before.length;
  const [{ ids: head }, { ids: tail }] = tokenizer.encodeAround([
    text.slice(0, start),
    text.slice(start + word.length),
  ]);
  return (_before, _after, gap) => ({
    document: documentEvidence(head, tail, gap, memory.table),
    workspace: memory.evidence(gap, path),
  });
}
