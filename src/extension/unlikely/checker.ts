import * as vscode from "vscode";
import type { CheckParams } from "../../protocol/scoring";
import type { Predictor } from "../processes/predictor";
import { checkedPart } from "./checkedPart";
import type { Findings } from "./findings";
import { ownWordsFile, readOwnWords } from "./ownWords";
import { partsInSight } from "./partsInSight";

/** Of a part; a slow machine may take its time, as nobody waits for it to go on typing. */
const TIME_LIMIT_MS = 30_000;

/** Looks at what is in sight; one look at a time, which ends as soon as anything changes. */
export class Checker implements vscode.Disposable {
  private current = new AbortController();

  constructor(
    private readonly predictor: Predictor,
    private readonly findings: Findings,
  ) {}

  dispose(): void {
    this.cancel();
  }

  /** Gives up what is being looked at. */
  cancel(): void {
    this.current.abort();
  }

  /**
   * Marks the unlikely words that are in sight of the editors; false where it was given up.
   *
   * @throws RpcError
   */
  async check(
    editors: readonly vscode.TextEditor[],
    sensitivity: CheckParams["sensitivity"],
  ): Promise<boolean> {
    this.cancel();
    this.current = new AbortController();
    const { signal } = this.current;
    for (const { document, visibleRanges } of editors) {
      const ownWords = await readOwnWords(ownWordsFile(document));
      for (const { start, end } of visibleRanges.flatMap((range) => partsInSight(document, range))) {
        if (signal.aborted) return false;
        const range = new vscode.Range(start.line, start.character, end.line, end.character);
        await this.checkPart(document, range, { ownWords, sensitivity }, signal);
      }
    }
    return !signal.aborted;
  }

  private async checkPart(
    document: vscode.TextDocument,
    range: vscode.Range,
    options: Pick<CheckParams, "ownWords" | "sensitivity">,
    signal: AbortSignal,
  ): Promise<void> {
    const { version } = document;
    const { asked, positionAt } = checkedPart(document, range);
    const { findings } = await this.predictor.check({ ...asked, ...options }, signal, TIME_LIMIT_MS);
    if (signal.aborted || document.version !== version || document.isClosed) return;
    const found = findings.map(({ start, end: _, ...finding }) => {
      return { ...finding, offset: document.offsetAt(positionAt(start)) };
    });
    this.findings.replace(document, range, found);
  }
}
