import * as vscode from "vscode";
import { MASK } from "../../core/masks";
import { l10n } from "../l10n";
import { EVERYWHERE } from "./maskRange";

const PREFIX = "mask";

/**
 * `mask` in the suggest list, which writes a mask and opens the list of words: a snippet of package.json can open none, and
 * offers itself inside `[MASK` too.
 *
 * The editor asks its providers group by group and stops at the first with an answer. So there are two: one in the last
 * group, beside the words of the document, and one in the group of the language's own providers, which keeps quiet until
 * the whole prefix is typed because its answer hides those words.
 */
export function registerMaskSnippet(): vscode.Disposable {
  const provider = (isOffered: (word: string) => boolean): vscode.CompletionItemProvider => ({
    provideCompletionItems: (document, position) => {
      const word = typedWord(document, position);
      return word !== undefined && isOffered(document.getText(word).toLowerCase()) ? [snippet(word)] : [];
    },
  });
  const { registerCompletionItemProvider } = vscode.languages;
  return vscode.Disposable.from(
    registerCompletionItemProvider(
      "*",
      provider((word) => PREFIX.startsWith(word)),
    ),
    registerCompletionItemProvider(
      EVERYWHERE,
      provider((word) => word === PREFIX),
    ),
  );
}

/** The word that ends at the cursor; none behind a bracket, where a mask is being typed already. */
function typedWord(document: vscode.TextDocument, position: vscode.Position): vscode.Range | undefined {
  const word = document.getWordRangeAtPosition(position, /\p{L}+/u);
  if (word === undefined || !word.end.isEqual(position)) return undefined;
  const before = new vscode.Range(word.start.with({ character: 0 }), word.start);
  return document.getText(before).endsWith("[") ? undefined : word;
}

function snippet(word: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: PREFIX, description: "Workspace MLM" },
    vscode.CompletionItemKind.Snippet,
  );
  item.insertText = MASK;
  item.range = word;
  item.documentation = l10n.t("A missing word for Workspace MLM to fill in");
  item.command = { title: l10n.t("Suggest Words"), command: "editor.action.triggerSuggest" };
  return item;
}
