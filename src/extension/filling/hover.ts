import * as vscode from "vscode";
import type { Candidate } from "../../protocol/filling";
import { abortSignal } from "../cancellation";
import { INTERNAL_COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { EVERYWHERE, maskRangeAt } from "./maskRange";
import { percent } from "./percent";
import { replaceMaskLink } from "./replaceMask";

const WORDS_SHOWN = 5;

export function registerHover(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(EVERYWHERE, {
    provideHover: (document, position, token) => hover(services, document, position, token),
  });
}

async function hover(
  { filler, settings, log }: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const mask = maskRangeAt(document, position);
  if (mask === undefined || !settings.filling().hover) return undefined;
  try {
    const asked = { asker: "editor", signal: abortSignal(token) } as const;
    const candidates = await filler.candidates(document, mask, asked);
    return candidates && new vscode.Hover(words(document, mask, candidates.slice(0, WORDS_SHOWN)), mask);
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind === "not-ready") return new vscode.Hover(new vscode.MarkdownString().appendText(message), mask);
    if (kind !== "cancelled") log.debug(message);
    return undefined;
  }
}

/** A line for each word, which a click puts into the mask's place. */
function words(document: vscode.TextDocument, mask: vscode.Range, candidates: readonly Candidate[]) {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [INTERNAL_COMMANDS.replaceMask] };
  for (const { token_str, score } of candidates) {
    const title = l10n.t("Replace [MASK] with '{0}'", token_str);
    const link = replaceMaskLink(document, mask, token_str);
    text.appendMarkdown(
      `[${escaped(token_str)}](${link} "${escaped(title)}") ${escaped(percent(score, l10n.format))}\n\n`,
    );
  }
  return text;
}

function escaped(text: string): string {
  return new vscode.MarkdownString().appendText(text).value.replaceAll('"', "&quot;");
}
