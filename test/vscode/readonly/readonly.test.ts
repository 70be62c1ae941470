import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, complaints, configure, QUICK_TRAINING } from "../support";
import { train } from "../train";

function protect(folder: string, modes: { readonly files: number; readonly folder: number }): void {
  for (const name of fs.readdirSync(folder)) fs.chmodSync(path.join(folder, name), modes.files);
  fs.chmodSync(folder, modes.folder);
}

/** Root without the system's `setpriv` may write everywhere. */
function permissionsHold(): boolean {
  try {
    fs.accessSync(vscode.workspace.workspaceFolders![0]!.uri.fsPath, fs.constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** The names, times and contents of what lies in a folder, and its own time. */
function contents(folder: string): unknown[] {
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  return [
    fs.statSync(folder).mtimeMs,
    ...files.map((file) => [file, fs.statSync(file).mtimeMs, fs.readFileSync(file, "utf8")]),
  ];
}

suite("a workspace that may not be written", () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  let storage: string;
  suiteSetup(async () => {
    protect(folder, { files: 0o444, folder: 0o555 });
    await configure({ ...QUICK_TRAINING, "training.epochs": 2 });
  });
  suiteTeardown(() => protect(folder, { files: 0o644, folder: 0o755 }));

  test("training reads it and writes nothing there", async () => {
    const before = contents(folder);
    const result = await train();
    assert.ok(result && result.steps > 0);
    storage = path.dirname(path.dirname(result.model));
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    assert.deepEqual(contents(folder), before);
  });

  test("the folder's permissions were in force", function () {
    if (!permissionsHold()) this.skip();
    assert.throws(() => fs.writeFileSync(path.join(folder, "new.md"), ""), { code: "EACCES" });
  });

  test("storage that may not be written is told of in one sentence that names it", async function () {
    if (!permissionsHold()) this.skip();
    fs.chmodSync(storage, 0o555);
    try {
      const told = await complaints(train);
      assert.deepEqual(told, [`Cannot write ${path.join(storage, "training.lock")}: permission is denied.`]);
    } finally {
      fs.chmodSync(storage, 0o755);
    }
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
    assert.ok(await train(), "training goes on where the folder can be written again");
  });
});
