import { fork } from "node:child_process";
import { type WordSource, wordSource } from "../../core/memory/knownWords";
import { createWordTable } from "../../core/memory/wordTable";
import { WorkspaceMemory } from "../../core/memory/workspaceMemory";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import type { Lexicon } from "../../core/unlikely/lexicon";
import { MemoryLexicon } from "../../core/unlikely/memoryLexicon";
import { type FileReader, fileReader } from "../../node/corpus/readOne";
import { tokenizerFingerprint } from "../../node/corpus/tokenizerFingerprint";
import { type OpenMemory, openMemoryFile } from "../../node/memoryFile";
import { memoryFile } from "../../node/modelStore";
import { toErrorData } from "../../protocol/errors";
import type { MemoryFiles } from "../../protocol/filling";
import { ipcTransport } from "../../protocol/ipc";
import type { MemorySide } from "../../protocol/memory";
import { connect } from "../../protocol/rpc";
import type { WorkspaceText } from "../../protocol/training";
import { workspaceCorpus } from "../corpus/workspaceCorpus";

/** What the predictor process knows of words beside its model: the document of each question, and the workspace. */
export interface KnownText {
  /** For a mask in a document that is the file at `path`, where it is one. */
  sourceFor(path: string | undefined): WordSource;
  /** The words of the vocabulary and of the workspace's files, and the number that the file at `path` has among them. */
  lexiconFor(path: string | undefined, signal: AbortSignal): Promise<LexiconOfFile>;
  /** Tells that these files are not as they were. */
  changed(paths: readonly string[]): void;
  /** Begins to build the memory of the workspace, the first time that it is called. */
  build(): void;
  close(): void;
}

export interface LexiconOfFile {
  readonly lexicon: Lexicon;
  readonly file: number | undefined;
}

/** Knows documents alone. */
export function documentsAlone(tokenizer: Tokenizer): KnownText {
  const table = createWordTable(tokenizer);
  const source = wordSource(table);
  let words: MemoryLexicon | undefined;
  return {
    sourceFor: () => source,
    async lexiconFor() {
      words ??= new MemoryLexicon(tokenizer, table);
      return { lexicon: words.lexicon, file: undefined };
    },
    changed() {},
    build() {},
    close() {},
  };
}

/** Knows the workspace: what an earlier process wrote, the open files at once, and soon all as it is now. */
export async function openWorkspace(
  workspace: WorkspaceText,
  tokenizer: Tokenizer,
  open: readonly string[],
  onRemembered: (files: MemoryFiles) => void,
): Promise<KnownText> {
  const words = new WorkspaceWords(workspace, tokenizer, onRemembered);
  await words.openFile();
  words.changed(open);
  return words;
}

class WorkspaceWords implements KnownText {
  readonly #table;
  readonly #reader: FileReader;
  /** Files that are not as they are in the memory's file. */
  readonly #changed = new Set<string>();
  readonly #closed = new AbortController();
  #memory: WorkspaceMemory;
  #file: OpenMemory | undefined;
  #isBuilding = false;
  /** Of the memory that it is of, as far as anybody asked for it. */
  #words: { readonly memory: WorkspaceMemory; readonly words: Promise<MemoryLexicon> } | undefined;

  constructor(
    readonly workspace: WorkspaceText,
    readonly tokenizer: Tokenizer,
    readonly onRemembered: (files: MemoryFiles) => void,
  ) {
    const { folders, corpus } = workspaceCorpus(workspace);
    this.#reader = fileReader(folders, corpus);
    this.#table = createWordTable(tokenizer);
    this.#memory = new WorkspaceMemory(this.#table);
  }

  sourceFor(path: string | undefined): WordSource {
    return wordSource(this.#table, this.#memory, path && this.#reader.placeOf(path));
  }

  async lexiconFor(path: string | undefined, signal: AbortSignal): Promise<LexiconOfFile> {
    if (this.#words?.memory !== this.#memory)
      this.#words = { memory: this.#memory, words: this.#readWords() };
    const words = await this.#words.words;
    signal.throwIfAborted();
    return { lexicon: words.lexicon, file: words.numberOf(path && this.#reader.placeOf(path)) };
  }

  async #readWords(): Promise<MemoryLexicon> {
    const words = new MemoryLexicon(this.tokenizer, this.#table);
    await words.addMemory(this.#memory, this.#closed.signal);
    return words;
  }

  changed(paths: readonly string[]): void {
    for (const path of paths) {
      const place = this.#reader.placeOf(path);
      this.#changed.add(place);
      this.#exchange(place);
    }
  }

  build(): void {
    if (this.#isBuilding) return;
    this.#isBuilding = true;
    void this.#rebuild();
  }

  close(): void {
    this.#closed.abort();
    this.#file?.close();
    this.#file = undefined;
    this.#memory = new WorkspaceMemory(this.#table);
  }

  /** Turns to the memory's file as it is now; what changed since the file was begun is exchanged again. */
  async openFile(): Promise<void> {
    const fingerprint = tokenizerFingerprint(this.tokenizer);
    const file = await openMemoryFile(memoryFile(this.workspace.storage), fingerprint);
    if (this.#closed.signal.aborted || file === undefined) return file?.close();
    this.#file?.close();
    this.#file = file;
    this.#memory = new WorkspaceMemory(this.#table, file.segment);
    for (const place of this.#changed) this.#exchange(place);
  }

  async #rebuild(): Promise<void> {
    this.#changed.clear();
    try {
      const files = await buildApart(this.workspace, this.tokenizer, this.#closed.signal);
      await this.openFile();
      if (!this.#closed.signal.aborted) this.onRemembered(files);
    } catch (error) {
      const { kind, message } = toErrorData(error);
      if (kind !== "cancelled" && kind !== "no-text") console.error(`The memory was not built: ${message}`);
    }
  }

  #exchange(place: string): void {
    const text = this.#reader.textOf(place);
    const options = { addSpecialTokens: false, parseSpecialTokens: false };
    const ids = text === undefined ? undefined : this.tokenizer.encode(text, options).ids;
    this.#memory.exchange(place, ids);
    if (ids !== undefined)
      this.#words?.words.then(
        (words) => words.addFile(place, ids),
        () => {}, // whoever asked for them is told
      );
  }
}

/** Builds the memory in a process of its own, which ends with that. */
async function buildApart(
  workspace: WorkspaceText,
  tokenizer: Tokenizer,
  signal: AbortSignal,
): Promise<MemoryFiles> {
  const child = fork(process.argv[1], ["memory"], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  try {
    const handlers = { requests: {}, notifications: {} };
    const connection = connect<{ requests: object; notifications: object }, MemorySide>(
      ipcTransport(child),
      handlers,
    );
    return await connection.request("build", { workspace, tokenizer: tokenizer.spec }, signal);
  } finally {
    child.kill();
  }
}
