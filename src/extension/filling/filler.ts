import type * as vscode from "vscode";
import type { Candidate } from "../../protocol/filling";
import type { Predictor } from "../processes/predictor";
import type { Settings } from "../settings";
import { fillText, REACH } from "./fillText";
import { textWindow } from "./textWindow";

const ANSWERS_KEPT = 32;
const DOCUMENT_TIME_LIMIT_MS = 10_000;

/** Asks the predictor on behalf of the editor's providers, which often ask the same thing. */
export class Filler {
  private readonly answers = new Map<string, readonly Candidate[]>();

  constructor(
    private readonly predictor: Predictor,
    private readonly settings: Settings,
  ) {}

  /**
   * Candidates for the mask that starts at `mask`, best first; `undefined` when the document changed meanwhile.
   *
   * @throws RpcError
   */
  async candidates(
    document: vscode.TextDocument,
    mask: vscode.Position,
    signal: AbortSignal,
  ): Promise<readonly Candidate[] | undefined> {
    const { version } = document;
    const { count, timeLimitMs } = this.settings.filling();
    const key = [document.uri.toString(), version, mask.line, mask.character, count].join(" ");
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const { text, offset } = textWindow(document, mask, REACH);
    const { fills } = await this.predictor.fill({ text, masks: [offset], topK: count }, signal, timeLimitMs);
    if (document.version !== version) return undefined;
    const candidates = fills[0]?.candidates ?? [];
    this.keep(key, candidates);
    return candidates;
  }

  /** The best word for each of `masks`, UTF-16 offsets in `text`, ascending. */
  words(text: string, masks: readonly number[], signal: AbortSignal): Promise<(string | undefined)[]> {
    return fillText(text, masks, (params) => this.predictor.fill(params, signal, DOCUMENT_TIME_LIMIT_MS));
  }

  /** Turns to the model that is current now. */
  async reload(): Promise<void> {
    this.answers.clear();
    await this.predictor.reload();
    this.answers.clear();
  }

  private keep(key: string, candidates: readonly Candidate[]): void {
    if (this.answers.size >= ANSWERS_KEPT) this.answers.delete(this.answers.keys().next().value!);
    this.answers.set(key, candidates);
  }
}
