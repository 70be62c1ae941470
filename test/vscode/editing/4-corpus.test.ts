import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, configure, corpusRows, until } from "../support";

const KEEPERS = ["anna", "boris", "clara", "david", "elena", "felix"].map((name) => `${name}.md`);

suite("the training corpus", () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const added = {
    ".env": "a=b\n",
    "blob.bin": new Uint8Array(64),
    "hidden.txt": "not shown in the editor\n",
  };

  suiteSetup(() => {
    for (const [name, content] of Object.entries(added)) fs.writeFileSync(path.join(folder, name), content);
  });
  suiteTeardown(async () => {
    for (const name of Object.keys(added)) fs.rmSync(path.join(folder, name));
    await configure({ "corpus.maxFileSize": undefined });
  });

  test("is empty until it is asked for, and asking starts no training", async () => {
    const { corpusView } = await api();
    assert.deepEqual(corpusView.getChildren(), []);
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    const { trainingState, trainerPid } = await api();
    assert.deepEqual(
      { trainingState, trainerPid },
      { trainingState: { kind: "idle" }, trainerPid: undefined },
    );
  });

  test("shows what is read and what is left out, by reason", async () => {
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    const rows = await corpusRows();
    assert.deepEqual(rows["Read"], [...KEEPERS, "hidden.txt"]);
    assert.deepEqual(rows["Left out: may hold secrets, by its name"], [".env"]);
    assert.deepEqual(rows["Left out: binary"], ["blob.bin"]);
  });

  test("a click opens the file", async () => {
    const { corpusView } = await api();
    const [read] = corpusView.getChildren();
    const { command, resourceUri } = corpusView.getTreeItem(corpusView.getChildren(read)[0]!);
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    assert.equal(path.basename(resourceUri!.fsPath), "anna.md");
    await until(
      "the file",
      () => vscode.window.activeTextEditor?.document.fileName.endsWith("anna.md") ?? false,
    );
  });

  test("what the editor hides or does not search is left out; what is turned off or has a condition is not", async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    const files = vscode.workspace.getConfiguration("files");
    const search = vscode.workspace.getConfiguration("search");
    await files.update(
      "exclude",
      { "hidden.*": true, "boris.md": false, "clara.md": { when: "anna.md" } },
      Workspace,
    );
    await search.update("exclude", { "felix.md": true }, Workspace);
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    const rows = await corpusRows();
    for (const section of [files, search]) await section.update("exclude", undefined, Workspace);
    fs.rmSync(path.join(folder, ".vscode"), { recursive: true, force: true });
    assert.deepEqual(rows["Left out: excluded by a setting"], ["felix.md", "hidden.txt"]);
    assert.deepEqual(
      rows["Read"]!.filter((name) => name.endsWith(".md")),
      KEEPERS.slice(0, -1),
    );
  });

  test("what is excluded goes into .mlmignore, with its line endings, and out of the corpus", async () => {
    const file = path.join(folder, ".mlmignore");
    fs.writeFileSync(file, "*.log\r\n# no end of line");
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    const { corpusView } = await api();
    const read = corpusView.getChildren(corpusView.getChildren()[0]);
    const [anna, boris] = ["anna.md", "boris.md"].map((name) => read.find(({ label }) => label === name)!);
    await vscode.commands.executeCommand(COMMANDS.excludeFromTraining, anna, [anna, boris]);
    const written = fs.readFileSync(file, "utf8");
    fs.rmSync(file);
    assert.equal(written, "*.log\r\n# no end of line\r\n/anna.md\r\n/boris.md\r\n");
    const rows = await corpusRows();
    assert.deepEqual(rows["Left out: ignored by an ignore file"], ["anna.md", "boris.md"]);
    await vscode.commands.executeCommand(COMMANDS.refreshCorpus);
    assert.deepEqual((await corpusRows())["Left out: ignored by an ignore file"], undefined);
  });

  test("a setting with a wrong value is told of and leaves the tree as it is", async () => {
    const before = await corpusRows();
    await configure({ "corpus.maxFileSize": 0 });
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    assert.deepEqual(await corpusRows(), before);
  });
});
