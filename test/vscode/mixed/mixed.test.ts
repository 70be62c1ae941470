import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import type { TrainingResult } from "../../../src/protocol/training";
import { completionsAt, configure, corpusRows, corpusWords, QUICK_TRAINING, until, words } from "../support";
import { OPENS_VIRTUAL_FILES, openVirtualFile, serveVirtualFolder } from "../virtualFolder";

const SENTENCE = "The keeper anna lights the [MASK] of the harbour every evening.";

suite("a workspace with a virtual and a real folder", () => {
  let folder: vscode.Disposable;
  suiteSetup(() => {
    folder = serveVirtualFolder(SENTENCE);
  });
  suiteTeardown(() => folder.dispose());

  test("the real folder alone is read", async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    const names = ["anna", "boris", "clara", "david", "elena", "felix"].map((name) => `${name}.md`);
    assert.deepEqual((await corpusRows())["Read"], names);
  });

  test("training learns from it", async () => {
    await configure(QUICK_TRAINING);
    const result = await vscode.commands.executeCommand<TrainingResult>(COMMANDS.train, { confirm: false });
    assert.equal(result?.kept, "tuned");
  });

  test("what was learnt fills the virtual file", async function () {
    if (!OPENS_VIRTUAL_FILES) this.skip();
    const document = await openVirtualFile();
    const at = SENTENCE.indexOf("[MASK]") + 6;
    const items = await until("words", async () => {
      const found = await completionsAt(document, at);
      return found.length > 1 && found;
    });
    assert.ok(corpusWords(words(items).slice(0, 5)) >= 4, words(items).join(" "));
  });
});
