import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, completionsAt, open, words } from "../support";

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

  test("a model folder that is not there: the list offers to train", async () => {
    await vscode.workspace.getConfiguration("workspaceMlm").update("model", "/nowhere", true);
    const { document } = await open("The [MASK] sings.");
    const items = await completionsAt(document, 10);
    assert.deepEqual(words(items), ["Train MLM on Workspace"]);
    assert.equal(items[0]!.command?.command, COMMANDS.train);
    assert.equal(items[0]!.insertText, "[MASK]");
    await vscode.workspace.getConfiguration("workspaceMlm").update("model", undefined, true);
  });
});
