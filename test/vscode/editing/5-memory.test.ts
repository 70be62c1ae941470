import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { offeredForCall, using } from "../call";
import { configure, until } from "../support";
import { deleteModels } from "../train";

function untilFirst(word: string): Promise<unknown> {
  return until(`${word} as the first word`, async () => (await offeredForCall())[0] === word);
}

/** Words are offered, and this one is not among them. */
function untilWithout(word: string): Promise<unknown> {
  return until(`words without ${word}`, async () => {
    const found = await offeredForCall();
    return found.length > 1 && !found.includes(word);
  });
}

suite("the words of the workspace", () => {
  const file = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "quay.js");

  suiteSetup(async () => {
    await deleteModels();
    fs.writeFileSync(file, using("openQuayLedger"));
  });
  suiteTeardown(() => fs.rmSync(file));

  test("a name of another file is offered first", () => untilFirst("openQuayLedger"));

  test("a file that is saved changes what is offered", async () => {
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(document.uri, all, using("closeQuayLedger"));
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await untilFirst("closeQuayLedger");
    await untilWithout("openQuayLedger");
  });

  test("the setting turns it off, and on again", async () => {
    await configure({ "memory.enabled": false });
    await untilWithout("closeQuayLedger");
    await configure({ "memory.enabled": undefined });
    await untilFirst("closeQuayLedger");
  });
});
