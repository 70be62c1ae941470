import * as vscode from "vscode";
import { toErrorData } from "../../protocol/errors";
import { abortSignal } from "../cancellation";
import type { Services } from "../services";
import { EVERYWHERE, maskRangeAt } from "./maskRange";
import { percent } from "./percent";

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
    const candidates = await filler.candidates(document, mask.start, abortSignal(token));
    const lines = candidates
      ?.slice(0, WORDS_SHOWN)
      .map(({ token_str, score }) => `${token_str}  ${percent(score)}`);
    return lines && new vscode.Hover(new vscode.MarkdownString().appendText(lines.join("\n")), mask);
  } catch (error) {
    const { kind, message } = toErrorData(error);
    if (kind === "not-ready") return new vscode.Hover(new vscode.MarkdownString().appendText(message), mask);
    if (kind !== "cancelled") log.debug(message);
    return undefined;
  }
}
