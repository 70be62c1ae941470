import * as vscode from "vscode";
import { CONFIGURATION, SETTINGS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import type { Checker } from "./checker";
import type { Findings } from "./findings";

/** A pause in typing or scrolling after which the model may look. */
const REST_MS = 1_000;

/** An edit ends every look at once; by the setting there is a new one after each pause. */
export function watchSight(
  { settings, log }: Services,
  checker: Checker,
  findings: Findings,
): vscode.Disposable {
  const { window, workspace } = vscode;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      await checker.check(window.visibleTextEditors.filter(isText), "low");
    } catch (error) {
      const { kind, message } = describeError(error, l10n);
      if (kind !== "cancelled") log.debug(message);
    }
  };
  const moved = (): void => {
    clearTimeout(timer);
    if (settings.unlikelyWords() !== "always") return;
    checker.cancel();
    timer = setTimeout(() => void look(), REST_MS);
  };
  moved();
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(timer) },
    workspace.onDidChangeTextDocument((event) => {
      findings.change(event); // out of sight, too: what moved must not be changed where it was
      if (event.contentChanges.length === 0 || !isInSight(event.document)) return;
      checker.cancel();
      moved();
    }),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (isText(textEditor)) moved(); // a log that scrolls is no movement
    }),
    window.onDidChangeVisibleTextEditors(moved),
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(`${CONFIGURATION}.${SETTINGS.unlikelyWords}`)) return;
      checker.cancel();
      moved();
    }),
  );
}

function isInSight(document: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some((editor) => editor.document === document && isText(editor));
}

/** Not a log or the like, which is written by programs. */
function isText({ document }: vscode.TextEditor): boolean {
  return document.uri.scheme !== "output";
}
