import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { api, bundledModel, completionsAt, open, words } from "../support";

suite("an empty window", () => {
  test("training is refused, and nothing is started", async () => {
    assert.equal(await vscode.commands.executeCommand("workspaceMlm.train", { confirm: false }), undefined);
    assert.equal((await api()).trainerPid, undefined);
  });

  test("a mask is answered from the bundled model, or with the offer to train", async () => {
    const { document } = await open("The [MASK] sings.");
    const items = await completionsAt(document, 8);
    if (bundledModel()) assert.ok(items.length > 1);
    else assert.deepEqual(words(items), ["Train MLM on Workspace"]);
  });
});
