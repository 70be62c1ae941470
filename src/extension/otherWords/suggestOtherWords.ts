import * as vscode from "vscode";
import { filePath, PATIENCE_MS } from "../filling/filler";
import { inEditor } from "../filling/inEditor";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import type { Services } from "../services";
import { likelyPhrases } from "./likelyPhrases";
import { type PhraseInDocument, phraseInDocument } from "./phraseInDocument";
import { type OtherWords, pickPhrase } from "./pickPhrase";

/** More would be made up, and take long. */
const WORDS_AT_MOST = 4;

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
  services: Services,
  document: vscode.TextDocument,
  place: PhraseInDocument,
): Promise<string | undefined> {
  try {
    return await pickPhrase({
      present: place.text,
      count: services.settings.filling().count,
      ask: (signal) => otherWords(services, place, filePath(document), signal),
    });
  } catch (error) {
    const { kind, message } = describeError(error, l10n);
    if (kind !== "cancelled") {
      services.log.warn(message);
      void vscode.window.showErrorMessage(message);
    }
    return undefined;
  }
}

async function otherWords(
  { filler, predictor }: Services,
  place: PhraseInDocument,
  path: string | undefined,
  signal: AbortSignal,
): Promise<OtherWords> {
  const ofFile = path === undefined ? {} : { path };
  const phrases = await likelyPhrases(place, (question) =>
    filler.fill({ ...question, ...ofFile }, signal, PATIENCE_MS),
  );
  if (place.phrase.words.length > 1) return { phrases };
  const { before, text, after } = place;
  const range = { text: before + text + after, start: before.length, end: before.length + text.length };
  const asked = { ...range, ...ofFile, others: 0, alone: true };
  const { words } = await predictor.score(asked, signal, PATIENCE_MS);
  return { phrases, ...(words[0] && { present: words[0] }) };
}
