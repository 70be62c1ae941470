import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/extension/ids";
import { configure, open, until } from "../support";
import { deleteModels } from "../train";

const LINES = [
  "The keeper lights the lamp.",
  "The ship comes into the harbour when the keeper lights the lmap.",
];
const PAUSE_MS = 2_500;

function marks({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Workspace MLM");
}

function marked(document: vscode.TextDocument): string[] {
  return marks(document).map(({ range }) => document.getText(range));
}

async function fixesOf(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
  const { range } = marks(document)[0]!;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
  );
  return actions.filter(({ kind }) => kind?.value === "quickfix");
}

async function replaceAll(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(from);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
}

suite("unlikely words", () => {
  const ownFile = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "own.txt");
  const wordsFile = path.join(path.dirname(ownFile), ".mlmwords");

  suiteSetup(() => deleteModels()); // the words are unlikely to the model in the box

  suiteTeardown(async () => {
    await configure({ unlikelyWords: undefined });
    for (const file of [ownFile, wordsFile]) fs.rmSync(file, { force: true });
  });

  for (const [what, text] of [
    ["line ends of one character", LINES.join("\n")],
    ["line ends of two characters", LINES.join("\r\n")],
    ["ten megabytes", `${LINES.join("\n")}\n${"The keeper is at home. ".repeat(450_000)}\n`],
  ] as const) {
    test(`are marked as hints where they stand, with ${what}`, async () => {
      const { document } = await open(text);
      await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
      assert.deepEqual(marked(document), ["lmap"]);
      assert.equal(marks(document)[0]!.severity, vscode.DiagnosticSeverity.Hint);
      await vscode.commands.executeCommand(COMMANDS.hideUnlikelyWords);
      assert.deepEqual(marked(document), []);
    });
  }

  test("are marked in a notebook's cell", async () => {
    const cells = [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, LINES.join("\n"), "plaintext")];
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    await until("the cell's editor", async () => {
      await vscode.commands.executeCommand("notebook.cell.edit");
      return vscode.window.activeTextEditor?.document === document;
    });
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    assert.deepEqual(marked(document), ["lmap"]);
  });

  test("follow what is typed, and go when their word changes", async () => {
    const editor = await open(LINES.join("\n"));
    const { document } = editor;
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    await replaceAll(editor, "The keeper", "Every evening\nthe keeper");
    await until("the mark", () => marked(document)[0] === "lmap");
    const [change] = await fixesOf(document);
    assert.match(change!.title, /^Change to 'lamp' \([\d.]+\s%\)$/);
    assert.ok(await vscode.workspace.applyEdit(change!.edit!));
    assert.match(document.getText(), /lights the lamp\.$/);
    await until("no mark", () => marks(document).length === 0);
  });

  test("follow a change of their document that is out of sight", async () => {
    const { document } = await open(LINES.join("\n"));
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    await open("Another document.");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "Every evening: ");
    edit.insert(document.uri, new vscode.Position(1, 0), "Every evening: ");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until("the mark", () => marked(document)[0] === "lmap");
  });

  test("that are right are written to the file of own words, and are not marked again", async () => {
    fs.writeFileSync(ownFile, LINES.join("\n"));
    const document = await vscode.workspace.openTextDocument(ownFile);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    const isRight = (await fixesOf(document)).find(({ title }) => title === "'lmap' is right here");
    assert.ok(isRight?.command);
    await vscode.commands.executeCommand(isRight.command.command, ...isRight.command.arguments!);
    assert.equal(fs.readFileSync(wordsFile, "utf8"), "lmap\n");
    assert.deepEqual(marked(document), []);
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    assert.deepEqual(marked(document), []);
    fs.rmSync(wordsFile);
  });

  test("are marked by themselves after a pause where the setting says so, and never where it is off", async () => {
    const editor = await open(LINES.join("\n"));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    assert.deepEqual(marked(editor.document), []);
    await configure({ unlikelyWords: "always" });
    await until("a mark", () => marked(editor.document)[0] === "lmap");
    await replaceAll(editor, "lmap", "lamp");
    await replaceAll(editor, "harbour", "harbuor");
    await until("another mark", () => marked(editor.document)[0] === "harbuor");
    await configure({ unlikelyWords: "off" });
    await until("no mark", () => marks(editor.document).length === 0);
    await vscode.commands.executeCommand(COMMANDS.showUnlikelyWords);
    assert.deepEqual(marked(editor.document), []);
  });
});
