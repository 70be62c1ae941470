import * as vscode from "vscode";
import { abortSignal } from "../cancellation";
import { percent } from "../filling/percent";
import { l10n } from "../l10n";
import type { Services } from "../services";
import { nextWords } from "./nextWords";

const WORDS_OFFERED = 5;

/**
 * Words in the suggest list without a mask. The selector `*` puts them into the editor's last group, beside the words of the
 * document: it is asked where a language has nothing of its own to say.
 */
export function registerSuggestItems(services: Services): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: async (document, position, token) => {
      if (!services.settings.nextWord().list) return undefined;
      const options = { count: WORDS_OFFERED, signal: abortSignal(token) };
      const found = await nextWords(services, document, position, options);
      if (found === undefined) return undefined;
      const items = found.words.map(({ token_str, score }, rank) =>
        item(token_str, score, rank, found.range),
      );
      return new vscode.CompletionList(items, true); // other words as more is typed
    },
  };
  return vscode.languages.registerCompletionItemProvider("*", provider);
}

function item(word: string, score: number, rank: number, range: vscode.Range): vscode.CompletionItem {
  const label = { label: word, description: percent(score, l10n.format) };
  const found = new vscode.CompletionItem(label, vscode.CompletionItemKind.Text);
  found.insertText = word;
  found.range = range;
  found.sortText = String(rank).padStart(3, "0");
  return found;
}
