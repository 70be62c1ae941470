import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { configure, open, until } from "../support";

const TEXT = "The keeper lights the lamp of the harbour. The keeper lights the la";

/** Words of the list that stand there by the model, with a probability. */
async function listed(document: vscode.TextDocument, offset: number): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(offset),
  );
  const labels = items.map(({ label }) => label).filter((label) => typeof label !== "string");
  return labels.filter(({ description }) => /%$/.test(description ?? "")).map(({ label }) => label);
}

suite("the next word", () => {
  teardown(() => configure({ "nextWord.list": undefined, "nextWord.ghostText": undefined }));

  test("is in the list where the setting says so, as it goes on from what is typed", async () => {
    const { document } = await open(TEXT);
    assert.deepEqual(await listed(document, TEXT.length), []);
    await configure({ "nextWord.list": true });
    const words = await until("words", async () => {
      const found = await listed(document, TEXT.length);
      return found.length > 0 && found;
    });
    assert.ok(words.includes("lamp"), words.join(" "));
    assert.ok(
      words.every((word) => word.startsWith("la")),
      words.join(" "),
    );
    assert.deepEqual(await listed(document, TEXT.indexOf("amp")), []);
  });

  test("stands behind the cursor in grey where the setting says so, and one command takes it", async () => {
    await configure({ "nextWord.ghostText": true });
    const editor = await open(TEXT);
    const end = editor.document.positionAt(TEXT.length);
    editor.selection = new vscode.Selection(end, end);
    await until("the word", async () => {
      await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
      await vscode.commands.executeCommand("editor.action.inlineSuggest.commit");
      return editor.document.getText() === `${TEXT}mp`;
    });
  });
});
