import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { api, completionsAt, configure, open, words } from "../support";

suite("an empty window", () => {
  test("training is refused, and nothing is started", async () => {
    assert.equal(await vscode.commands.executeCommand("workspaceMlm.train", { confirm: false }), undefined);
    assert.equal((await api()).trainerPid, undefined);
  });

  test("a mask offers to train where there is no model", async () => {
    await configure({ model: "/nowhere" });
    const { document } = await open("The [MASK] sings.");
    assert.deepEqual(words(await completionsAt(document, 8)), ["Train MLM on Workspace"]);
    await configure({ model: undefined });
  });
});
