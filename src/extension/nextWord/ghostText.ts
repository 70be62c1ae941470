import * as vscode from "vscode";
import { abortSignal } from "../cancellation";
import { EVERYWHERE } from "../filling/maskRange";
import type { Services } from "../services";
import { nextWords } from "./nextWords";

/** The least probability with which a word is shown before it is asked for. */
const SURE = 0.5;

/** The rest of the word behind the cursor, in grey; nothing is asked while a list of suggestions is open. */
export function registerGhostText(services: Services): vscode.Disposable {
  return vscode.languages.registerInlineCompletionItemProvider(EVERYWHERE, {
    provideInlineCompletionItems: async (
      document,
      position,
      { selectedCompletionInfo, triggerKind },
      token,
    ) => {
      const isOpen = selectedCompletionInfo !== undefined;
      if (isOpen || !services.settings.nextWord().ghostText) return undefined;
      const found = await nextWords(services, document, position, { count: 1, signal: abortSignal(token) });
      const best = found?.words[0];
      const isAsked = triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
      if (found === undefined || best === undefined || (best.score < SURE && !isAsked)) return undefined;
      return [new vscode.InlineCompletionItem(best.token_str, found.range)];
    },
  });
}
