import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { api, configure, QUICK_TRAINING } from "../support";
import { train } from "../train";

suite("a workspace of several folders", () => {
  test("training reads all of them", async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    const both = await train();
    const { steps } = both!;
    await configure({ "corpus.include": ["elena.md", "felix.md"] });
    const part = await train();
    assert.ok(part!.steps < steps, `${part!.steps} of ${steps}`);
  });

  test("each folder has its own globs", async () => {
    await configure({ "corpus.include": undefined });
    const [one, two] = vscode.workspace.workspaceFolders!;
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    const [first, second] = [one!, two!].map(({ uri }) =>
      vscode.workspace.getConfiguration("workspaceMlm", uri),
    );
    await first!.update("corpus.include", ["anna.md", "boris.md"], WorkspaceFolder);
    await second!.update("corpus.exclude", ["clara.md"], WorkspaceFolder); // those of the first are its copies
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    await first!.update("corpus.include", undefined, WorkspaceFolder);
    await second!.update("corpus.exclude", undefined, WorkspaceFolder);
    const { corpusView } = await api();
    const files = corpusView.getChildren(corpusView.getChildren()[0]).map((folder) => {
      return corpusView.getChildren(folder).map(({ label }) => label);
    });
    assert.deepEqual(files[0], ["anna.md", "boris.md"]);
    assert.deepEqual(
      files[1]!.filter((name) => name.endsWith(".md")),
      ["david.md", "elena.md", "felix.md"],
    );
  });

  test("the editor's excludes of one folder do not hold in another", async () => {
    await configure({ "corpus.include": undefined });
    const [one, two] = vscode.workspace.workspaceFolders!;
    const files = vscode.workspace.getConfiguration("files", one!.uri);
    await files.update("exclude", { "anna.md": true }, vscode.ConfigurationTarget.WorkspaceFolder);
    await vscode.commands.executeCommand(COMMANDS.showCorpus);
    await files.update("exclude", undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    const { corpusView } = await api();
    const group = corpusView.getChildren().find(({ label }) => label === "Left out: excluded by a setting");
    const branches = corpusView.getChildren(group);
    assert.deepEqual(
      branches.map(({ path }) => path),
      [one!.uri.fsPath],
    );
    assert.deepEqual(
      corpusView.getChildren(branches[0]).map(({ label }) => label),
      ["anna.md"],
    );
    assert.equal(corpusView.getChildren(corpusView.getChildren()[0]).at(-1)?.path, two!.uri.fsPath);
  });
});
