import * as vscode from "vscode";
import { COMPARISON_SCHEME } from "../ids";
import { l10n } from "../l10n";

/** The last comparison of models as a document that cannot be edited and need not be saved. */
export class ComparisonDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    COMPARISON_SCHEME,
    this,
  );
  /** A tab that the editor brings back after a restart has no comparison yet. */
  private content = l10n.t("Manage Models compares the models of this workspace.");

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.changes.event;
  }

  provideTextDocumentContent(): string {
    return this.content;
  }

  /** @param content Markdown. */
  async show(content: string): Promise<void> {
    this.content = content;
    const uri = vscode.Uri.from({
      scheme: COMPARISON_SCHEME,
      path: `/${l10n.t("Models of This Workspace")}.md`,
    });
    this.changes.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }
}
