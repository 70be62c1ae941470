import { wordKey } from "../memory/evidence";
import type { WordTable } from "../memory/wordTable";
import type { WorkspaceMemory } from "../memory/workspaceMemory";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import { Lexicon } from "./lexicon";
import { addVocabulary } from "./vocabularyWords";

/** Shorter ones are not looked at. */
const LEAST_LETTERS = 3;
const WORD = /^\p{L}/u;
/** Tokens between two turns of the event loop, some 20 ms. */
const SLICE = 100_000;

/** The words of a vocabulary and of the files of a workspace. */
export class MemoryLexicon {
  readonly lexicon = new Lexicon();
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<number | string, string>();

  constructor(
    readonly tokenizer: Tokenizer,
    readonly table: WordTable,
  ) {
    addVocabulary(this.lexicon, tokenizer);
  }

  /** The number of a file in the lexicon, by the path by which the memory knows it. */
  numberOf(path: string | undefined): number | undefined {
    return path === undefined ? undefined : this.#numbers.get(path);
  }

  /** Adds the files of a memory, with pauses. Throws the signal's reason when it is aborted. */
  async addMemory(memory: WorkspaceMemory, signal: AbortSignal): Promise<void> {
    let tokens = 0;
    for (const { path, ids } of memory.files()) {
      this.addFile(path, ids);
      tokens += ids.length;
      if (tokens < SLICE) continue;
      tokens = 0;
      await yieldToEventLoop();
      signal.throwIfAborted();
    }
  }

  /** Adds a file's words. */
  addFile(path: string, ids: ArrayLike<number>): void {
    const number = this.#numbers.get(path) ?? this.#numbers.size;
    this.#numbers.set(path, number);
    for (let start = 0; start < ids.length; ) {
      const end = this.table.endOf(ids, start);
      if (this.table.isRemembered(ids, start, end)) this.#add(ids, start, end, number);
      start = end;
    }
  }

  #add(ids: ArrayLike<number>, start: number, end: number, file: number): void {
    const key = wordKey(ids, start, end);
    let text = this.#texts.get(key);
    if (text === undefined) {
      const pieces = Int32Array.from({ length: end - start }, (_, at) => ids[start + at]);
      const word = this.tokenizer.wordOf(pieces).trim(); // some tokenizers put the space before a word into it
      text = word.length >= LEAST_LETTERS && WORD.test(word) ? word : "";
      this.#texts.set(key, text);
    }
    if (text !== "") this.lexicon.add(text, file);
  }
}
