import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { SENTENCE, wordsAt } from "../sentence";
import { configure, corpusRows, corpusWords, QUICK_TRAINING, words } from "../support";
import { train } from "../train";
import { OPENS_VIRTUAL_FILES, openVirtualFile, serveVirtualFolder } from "../virtualFolder";

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
    assert.equal((await train())?.kept, "tuned");
  });

  test("what was learnt fills the virtual file", async function () {
    if (!OPENS_VIRTUAL_FILES) this.skip();
    const document = await openVirtualFile();
    const items = await wordsAt(document);
    assert.ok(corpusWords(words(items).slice(0, 5)) >= 4, words(items).join(" "));
  });
});
