import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, bundledModel, completionsAt, configure, open, until, words } from "../support";

suite("before any training", () => {
  test("activation starts no process", async () => {
    const { predictorPid, trainerPid, trainingState } = await api();
    assert.deepEqual(
      { predictorPid, trainerPid, trainingState },
      {
        predictorPid: undefined,
        trainerPid: undefined,
        trainingState: { kind: "idle" },
      },
    );
  });

  test("every command is there", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const command of Object.values(COMMANDS)) assert.ok(registered.has(command), command);
  });

  test("text without a mask starts no process", async () => {
    const { document } = await open("nothing to fill");
    assert.deepEqual(await completionsAt(document, 7), []);
    assert.equal((await api()).predictorPid, undefined);
  });

  test("without any model the list offers to train one", async function () {
    if (bundledModel()) this.skip();
    const { document } = await open("The [MASK] sings.");
    const items = await completionsAt(document, 10);
    assert.deepEqual(words(items), ["Train MLM on Workspace"]);
    assert.equal(items[0]!.command?.command, COMMANDS.train);
    assert.equal(items[0]!.insertText, "[MASK]");
  });

  test("the bundled model fills before any training", async function () {
    if (!bundledModel()) this.skip();
    const { document } = await open("The [MASK] sings.");
    await until("words", async () => (await completionsAt(document, 10)).length > 1);
  });

  test("a chosen model that is not there gives no words and starts no process again", async () => {
    await configure({ model: "/nowhere" });
    const { document } = await open("The [MASK] sings loudly.");
    assert.deepEqual(await completionsAt(document, 10), []);
    assert.deepEqual(await completionsAt(document, 9), []);
    assert.equal((await api()).predictorPid, undefined);
    await configure({ model: undefined });
  });
});
