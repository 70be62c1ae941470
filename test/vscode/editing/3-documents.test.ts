import * as vscode from "vscode";
import { SENTENCE, wordsAt } from "../sentence";

suite("documents of every kind", () => {
  const scheme = "mlm-test";
  let provider: vscode.Disposable;
  suiteSetup(() => {
    provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => SENTENCE,
    });
  });
  suiteTeardown(() => provider.dispose());

  test("completions in a document of another scheme", async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${scheme}:/a/text.txt`));
    await wordsAt(document);
  });

  test("completions in a notebook's cells", async () => {
    const cells = [vscode.NotebookCellKind.Markup, vscode.NotebookCellKind.Code].map(
      (kind) => new vscode.NotebookCellData(kind, SENTENCE, "markdown"),
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook);
    for (const cell of notebook.getCells()) await wordsAt(cell.document);
  });
});
