import * as vscode from "vscode";
import { holdsMask } from "../../core/masks";
import type { Candidate } from "../../protocol/filling";
import { abortSignal } from "../cancellation";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import type { Asked } from "./filler";
import { EVERYWHERE, nearestMaskRange } from "./maskRange";
import { percent } from "./percent";

const WORDS_OFFERED = 3;
const LINES_SEARCHED = 1_000;

export function registerCodeActions(services: Services): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, { triggerKind }, token) =>
      codeActions(services, document, range, {
        asker: triggerKind === vscode.CodeActionTriggerKind.Invoke ? "person" : "editor",
        signal: abortSignal(token),
      }),
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  return vscode.languages.registerCodeActionsProvider(EVERYWHERE, provider, { providedCodeActionKinds });
}

async function codeActions(
  services: Services,
  document: vscode.TextDocument,
  range: vscode.Range,
  asked: Asked,
): Promise<vscode.CodeAction[]> {
  const mask = nearestMaskRange(document, range.start);
  if (!mask?.contains(range) && selectsMask(document, range)) return [fillSelection(), fillDocument()];
  if (mask === undefined) return [];
  return [...(await replacements(services, document, mask, asked)), fillDocument()];
}

async function replacements(
  { filler, log }: Services,
  document: vscode.TextDocument,
  mask: vscode.Range,
  asked: Asked,
): Promise<vscode.CodeAction[]> {
  try {
    const candidates = (await filler.candidates(document, mask, asked)) ?? [];
    return candidates.slice(0, WORDS_OFFERED).map((candidate) => replacement(document, mask, candidate));
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "cancelled") log.debug(message);
    return kind === "not-ready" ? [offerTraining()] : [];
  }
}

function replacement(document: vscode.TextDocument, mask: vscode.Range, { token_str, score }: Candidate) {
  const title = l10n.t("Replace [MASK] with '{0}' ({1})", token_str, percent(score, l10n.format));
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, mask, token_str);
  return action;
}

function fillDocument(): vscode.CodeAction {
  return commandAction(l10n.t("Fill every [MASK] in the document"), COMMANDS.fillDocument);
}

function fillSelection(): vscode.CodeAction {
  return commandAction(l10n.t("Fill every [MASK] in the selection"), COMMANDS.fillSelection);
}

function offerTraining(): vscode.CodeAction {
  return commandAction(l10n.t("Train MLM on Workspace to fill [MASK]"), COMMANDS.train);
}

function commandAction(title: string, command: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command };
  return action;
}

/** Looks at the first lines of a long selection only: this runs whenever the cursor moves. */
function selectsMask(document: vscode.TextDocument, range: vscode.Range): boolean {
  if (range.isEmpty) return false;
  const last = Math.min(range.end.line, range.start.line + LINES_SEARCHED);
  const end = last === range.end.line ? range.end : document.lineAt(last).range.end;
  return holdsMask(document.getText(new vscode.Range(range.start, end)));
}
