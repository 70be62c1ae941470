import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { offeredForCall, using } from "../call";
import { api, until } from "../support";

const MISTYPED =
  "The keeper lights the lamp.\nThe ship comes into the harbour when the keeper lights the lmap.";

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

  test("unlikely words are marked, and no file of the workspace says which ones are right", async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const files = { own: path.join(folder, ".mlmwords"), text: path.join(folder, "mistyped.txt") };
    fs.writeFileSync(files.own, "lmap\n");
    fs.writeFileSync(files.text, MISTYPED);
    const document = await vscode.workspace.openTextDocument(files.text);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workspaceMlm.showUnlikelyWords");
    const marks = vscode.languages.getDiagnostics(document.uri);
    assert.deepEqual(
      marks.map(({ range }) => document.getText(range)),
      ["lmap"],
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      marks[0]!.range,
    );
    const titles = actions.map(({ title }) => title).join("; ");
    assert.match(titles, /Change to 'lamp'/);
    assert.doesNotMatch(titles, /is right here/);
    for (const file of Object.values(files)) fs.rmSync(file);
  });

  test("the extension is active all the same", async () => {
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
  });
});
