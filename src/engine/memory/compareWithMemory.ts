import type { Backend } from "../../core/backend";
import type { Model } from "../../core/models/model";
import { askWords } from "../../core/questions/askWords";
import { type WordsFound, wordsFound } from "../../core/questions/wordsFound";
import type { CorpusSource } from "../corpus/readCorpus";
import { memoryQuestions, sourceFor } from "./memoryQuestions";
import { readMemory } from "./workspaceMemory";

/** The same hidden words, found by the model alone and with a memory of the document and of the other files. */
export interface MemoryComparison {
  readonly model: WordsFound;
  readonly memory: WordsFound;
}

/** Throws a Fault "no-text" when there is no text, and the signal's reason when it is aborted. */
export async function compareWithMemory(
  backend: Backend,
  model: Model,
  source: CorpusSource,
  signal: AbortSignal,
): Promise<MemoryComparison> {
  const questions = await memoryQuestions(source, signal);
  const { memory } = await readMemory(source, model.tokenizer, signal);
  const alone = await askWords(backend, model, questions, signal);
  const together = await askWords(backend, model, questions, signal, (question) =>
    sourceFor(question, memory, model.tokenizer),
  );
  return { model: wordsFound(questions, alone), memory: wordsFound(questions, together) };
}
