import * as vscode from "vscode";
import { filePath } from "../filling/filler";
import { inEditor } from "../filling/inEditor";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { likelyPhrases } from "./likelyPhrases";
import { type PhraseInDocument, phraseInDocument } from "./phraseInDocument";
import { pickPhrase } from "./pickPhrase";

/** More would be made up, and take long. */
const WORDS_AT_MOST = 4;
const TIME_LIMIT_MS = 10_000;

export function registerOtherWords(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.suggestOtherWords, () =>
    inEditor((editor) => suggestOtherWords(services, editor)),
  );
}

async function suggestOtherWords(services: Services, editor: vscode.TextEditor): Promise<void> {
  const { document, selection } = editor;
  const place = phraseInDocument(document, selection);
  if (place === undefined || place.phrase.words.length > WORDS_AT_MOST) {
    void vscode.window.showInformationMessage(
      l10n.t("Put the cursor on a word, or select up to {0} words.", WORDS_AT_MOST),
    );
    return;
  }
  const { version } = document;
  const choice = await choose(services, document, place);
  if (choice === undefined) return;
  const isDone =
    document.version === version && (await editor.edit((edit) => edit.replace(place.range, choice)));
  if (!isDone) {
    void vscode.window.showWarningMessage(
      l10n.t("The document changed meanwhile, so that nothing was filled in."),
    );
  }
}

async function choose(
  { filler, settings, log }: Services,
  document: vscode.TextDocument,
  place: PhraseInDocument,
): Promise<string | undefined> {
  const path = filePath(document);
  try {
    return await pickPhrase({
      present: place.text,
      count: settings.filling().count,
      ask: (signal) =>
        likelyPhrases(place, (question) =>
          filler.fill({ ...question, ...(path !== undefined && { path }) }, signal, TIME_LIMIT_MS),
        ),
    });
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "cancelled") {
      log.warn(message);
      void vscode.window.showErrorMessage(message);
    }
    return undefined;
  }
}
