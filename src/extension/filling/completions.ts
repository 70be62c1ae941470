import * as vscode from "vscode";
import { MASK } from "../../core/masks";
import type { Candidate } from "../../protocol/filling";
import { abortSignal } from "../cancellation";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import type { Asked } from "./filler";
import { EVERYWHERE, maskAndLettersAt } from "./maskRange";
import { percent } from "./percent";

/** The suggest list at a mask: it opens when `]` is typed, and anywhere in or at the mask when it is asked for. */
export function registerCompletions(services: Services): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: (document, position, token, { triggerKind }) => {
      const isTyped = triggerKind === vscode.CompletionTriggerKind.TriggerCharacter;
      return completions(services, document, position, {
        asker: isTyped ? "editor" : "person",
        signal: abortSignal(token),
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider(EVERYWHERE, provider, "]");
}

async function completions(
  { filler, settings, log }: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
  asked: Asked,
): Promise<vscode.CompletionItem[] | undefined> {
  const range = maskAndLettersAt(document, position);
  const { enabled, count } = settings.filling();
  if (range === undefined || !enabled) return undefined;
  try {
    const candidates = await filler.candidates(document, range, asked);
    return candidates?.slice(0, count).map((candidate, rank) => wordItem(candidate, rank, range));
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind === "not-ready") return [offerItem(message, range)];
    if (kind !== "cancelled") log.warn(message);
    return undefined;
  }
}

function wordItem({ token_str, score }: Candidate, rank: number, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: token_str, description: percent(score, l10n.format) },
    vscode.CompletionItemKind.Text,
  );
  item.insertText = token_str;
  item.range = range;
  item.filterText = MASK + token_str; // what stands in the document, and the letters that narrow the list
  item.sortText = String(rank).padStart(3, "0");
  item.preselect = rank === 0;
  return item;
}

/** Before there is any model: leaves the text as it is and offers to train one. */
function offerItem(explanation: string, range: vscode.Range): vscode.CompletionItem {
  const title = l10n.t("Train MLM on Workspace");
  const item = new vscode.CompletionItem(title, vscode.CompletionItemKind.Event);
  item.insertText = MASK;
  item.range = range;
  item.filterText = MASK;
  item.documentation = explanation;
  item.command = { title, command: COMMANDS.train };
  return item;
}
