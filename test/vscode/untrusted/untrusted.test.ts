import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { api } from "../support";

suite("an untrusted workspace", () => {
  test("training is refused, and nothing is started", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    assert.equal(await vscode.commands.executeCommand("workspaceMlm.train", { confirm: false }), undefined);
    assert.equal((await api()).trainerPid, undefined);
  });

  test("the extension is active all the same", async () => {
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
  });
});
