import type * as vscode from "vscode";
import { MASK, upperCaseMasks } from "../../core/masks";
import type { Candidate, FillParams, FillResult, LoadedModel } from "../../protocol/filling";
import type { Predictor } from "../processes/predictor";
import type { Settings } from "../settings";
import { type FillTextOptions, fillText, REACH } from "./fillText";
import { textWindow } from "./textWindow";

const ANSWERS_KEPT = 32;
/** The hover and the light bulb show a few, however short the list is to be. */
const WORDS_AT_LEAST = 5;
/** How long a person waits for what they have asked; they can cancel it before. */
export const PATIENCE_MS = 60_000;

/** By whom: the editor, while the person does something else, or the person, who waits. */
export interface Asked {
  readonly asker: "editor" | "person";
  readonly signal: AbortSignal;
}

/** Asks the predictor on behalf of the editor's providers, which often ask the same thing. */
export class Filler {
  /** By the question; a new model gets a new map, which an answer of the model before does not reach. */
  private answers = new Map<string, readonly Candidate[]>();

  constructor(
    private readonly predictor: Predictor,
    private readonly settings: Settings,
  ) {}

  /**
   * Candidates for what stands at `range`, a mask and what is to be replaced with it, best first; `undefined` when the
   * document changed meanwhile. The setting's time limit is for what the editor asks.
   *
   * @throws RpcError
   */
  async candidates(
    document: vscode.TextDocument,
    range: vscode.Range,
    { asker, signal }: Asked,
  ): Promise<readonly Candidate[] | undefined> {
    const { version } = document;
    const { answers } = this;
    const { count, timeLimitMs } = this.settings.filling();
    const { text, offset } = question(document, range);
    const topK = Math.max(count, WORDS_AT_LEAST);
    const key = [document.uri, offset, topK, text].join("\n"); // a version would begin anew with each opening
    const known = answers.get(key);
    if (known !== undefined) return known;
    const path = filePath(document);
    const params = { text, masks: [offset], topK, ...(path !== undefined && { path }) };
    const limitMs = asker === "person" ? Math.max(PATIENCE_MS, timeLimitMs) : timeLimitMs;
    const { fills } = await this.fill(params, signal, limitMs);
    const candidates = fills[0]?.candidates ?? [];
    keep(answers, key, candidates);
    return document.version === version ? candidates : undefined;
  }

  /** Words for each of `masks`, UTF-16 offsets in `text`, ascending: the one to fill in first. */
  words(
    text: string,
    masks: readonly number[],
    options: FillTextOptions & { readonly signal: AbortSignal },
  ): Promise<string[][]> {
    const ask = (params: FillParams) => this.fill(params, options.signal, PATIENCE_MS);
    return fillText(text, masks, ask, options);
  }

  /** Asks the predictor; the masks of the text may be in any case. */
  fill(params: FillParams, signal: AbortSignal, timeLimitMs: number): Promise<FillResult> {
    return this.predictor.fill({ ...params, text: upperCaseMasks(params.text) }, signal, timeLimitMs);
  }

  /** To be called when these files have changed: other words may be offered. */
  changed(paths: readonly string[]): void {
    this.answers = new Map();
    this.predictor.changed(paths);
  }

  /** Forgets earlier answers, because more is known now. */
  forget(): void {
    this.answers = new Map();
  }

  /** Switches to the current model, and resolves with it if a process has loaded it. */
  async reload(): Promise<LoadedModel | undefined> {
    this.answers = new Map();
    const loaded = await this.predictor.reload();
    this.answers = new Map();
    return loaded;
  }
}

/** Absolute path of the document's file, which the document itself replaces; undefined if it has none. */
export function filePath({ uri }: vscode.TextDocument): string | undefined {
  return uri.scheme === "file" ? uri.fsPath : undefined;
}

/** The text around a range within one line, with a mask in its place. */
function question(document: vscode.TextDocument, { start, end }: vscode.Range) {
  const { text, offset } = textWindow(document, start, REACH);
  const length = end.character - start.character;
  return { text: text.slice(0, offset) + MASK + text.slice(offset + length), offset };
}

/** Evicts the oldest answer. */
function keep<T>(answers: Map<string, T>, key: string, answer: T): void {
  if (answers.size >= ANSWERS_KEPT) answers.delete(answers.keys().next().value!);
  answers.set(key, answer);
}
