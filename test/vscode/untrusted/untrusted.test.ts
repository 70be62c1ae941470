import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { offeredForCall, using } from "../call";
import { api, until } from "../support";

suite("an untrusted workspace", () => {
  test("training is refused, and nothing is started", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    assert.equal(await vscode.commands.executeCommand("workspaceMlm.train", { confirm: false }), undefined);
    assert.equal((await api()).trainerPid, undefined);
  });

  test("words of the document are offered, and none of the files beside it", async () => {
    const file = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "quay.js");
    fs.writeFileSync(file, using("openQuayLedger"));
    await vscode.workspace.openTextDocument(file);
    await until("the document's word first", async () => {
      return (await offeredForCall(using("ownLedger")))[0] === "ownLedger";
    });
    assert.ok(!(await offeredForCall()).includes("openQuayLedger"));
    fs.rmSync(file);
  });

  test("the extension is active all the same", async () => {
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
  });
});
