// What packaging can break: files that were left out, the native library, paths beside the bundle. The rest is the same code as
// in the scenes of the source checkout; what a person sees of it, web views too, is tested in test/ui with the same .vsix.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { SENTENCE, wordsAt } from "../sentence";
import {
  api,
  configure,
  corpusRows,
  corpusWords,
  EXTENSION_ID,
  open,
  QUICK_TRAINING,
  reportTabs,
  until,
  words,
} from "../support";
import { train } from "../train";

suite("the packaged extension", () => {
  const extension = vscode.extensions.getExtension(EXTENSION_ID)!;

  test("activation starts no process", async () => {
    const { predictorPid, trainerPid } = await api();
    assert.deepEqual({ predictorPid, trainerPid }, { predictorPid: undefined, trainerPid: undefined });
  });

  test("the bundled model fills, with the native library beside it", async () => {
    assert.ok(fs.existsSync(path.join(extension.extensionPath, "models/base/model.safetensors")));
    await wordsAt((await open(SENTENCE)).document);
  });

  test("the text of the workspace is found", async () => {
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    assert.equal((await corpusRows())["Read"]!.length, 6);
  });

  test("a short run ends in predictions of the workspace's words", async () => {
    await configure(QUICK_TRAINING);
    assert.equal((await train())?.kept, "tuned");
    const items = await wordsAt((await open(SENTENCE)).document);
    assert.ok(corpusWords(words(items).slice(0, 5)) >= 4, words(items).join(" "));
  });

  test("the report opens", async () => {
    await vscode.commands.executeCommand(COMMANDS.showReport);
    await until("the report", () => reportTabs().length === 1);
  });

  test("it speaks German too", () => {
    for (const file of ["package.nls.de.json", "l10n/bundle.l10n.de.json"]) {
      const texts = JSON.parse(fs.readFileSync(path.join(extension.extensionPath, file), "utf8"));
      assert.ok(Object.keys(texts).length > 0, file);
    }
  });
});
