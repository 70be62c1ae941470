import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { open, until } from "../support";

const TEXT = "The keeper lights the lamp of the harbour.";

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<string[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
  );
  return actions.map(({ title }) => title);
}

function rangeOf(document: vscode.TextDocument, words: string): vscode.Range {
  const start = document.getText().indexOf(words);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
}

/** Runs the command and takes the first other words, as Enter does. */
async function takeFirst({ document }: vscode.TextEditor): Promise<void> {
  const before = document.version;
  const done = vscode.commands.executeCommand(COMMANDS.suggestOtherWords);
  await until("a choice", async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return document.version > before;
  });
  await done;
}

suite("other words", () => {
  for (const [what, words, selects, replaced] of [
    ["the word at the cursor", "lamp", false, /^The keeper lights the (?!lamp )\S+ of the harbour\.$/],
    ["a word with a capital", "The", false, /^(?!The )\p{Lu}\S* keeper lights the lamp of the harbour\.$/u],
    ["selected words", "lights the", true, /^The keeper (?!lights the )\S+ \S+ lamp of the harbour\.$/],
  ] as const) {
    test(`${what}: a choice replaces it, one undo takes it back, and no mask is ever written`, async () => {
      const editor = await open(TEXT);
      const { document } = editor;
      const { start, end } = rangeOf(document, words);
      editor.selection = selects ? new vscode.Selection(start, end) : new vscode.Selection(start, start);
      const texts: string[] = [];
      const listener = vscode.workspace.onDidChangeTextDocument(() => texts.push(document.getText()));
      await takeFirst(editor);
      listener.dispose();
      assert.equal(texts.length, 1);
      assert.doesNotMatch(texts[0]!, /\[MASK\]/i);
      assert.match(document.getText(), replaced);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), TEXT);
    });
  }

  test("are offered where the actions of a word are asked for, and nowhere else", async () => {
    const { document } = await open("lamp\n-> ");
    const title = "Suggest Other Words";
    assert.ok((await actionsAt(document, new vscode.Range(0, 2, 0, 2))).includes(title));
    assert.ok(!(await actionsAt(document, new vscode.Range(1, 1, 1, 1))).includes(title));
  });
});
