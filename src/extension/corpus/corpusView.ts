import * as vscode from "vscode";
import { l10n } from "../l10n";
import type { CorpusNode } from "./corpusTree";

/** The name in package.json for rows of files and folders that can be excluded. */
const EXCLUDABLE = "excludable";

/** The rows of the view; empty until there is something to show. */
export class CorpusView implements vscode.TreeDataProvider<CorpusNode>, vscode.Disposable {
  private nodes: readonly CorpusNode[] = [];
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;

  show(nodes: readonly CorpusNode[]): void {
    this.nodes = nodes;
    this.changes.fire();
  }

  getChildren(node?: CorpusNode): CorpusNode[] {
    return [...(node?.children ?? this.nodes)];
  }

  getTreeItem(node: CorpusNode): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length > 0 ? Collapsed : None);
    if (node.description !== undefined) item.description = node.description;
    if (node.path === undefined) return item;
    if (node.excludableFrom !== undefined) item.contextValue = EXCLUDABLE;
    item.resourceUri = vscode.Uri.file(node.path);
    if (node.kind === "folder") {
      item.iconPath = vscode.ThemeIcon.Folder;
      return item;
    }
    item.iconPath = vscode.ThemeIcon.File;
    item.command = {
      command: "vscode.open",
      title: l10n.t("Open File"),
      arguments: [item.resourceUri],
    };
    return item;
  }

  dispose(): void {
    this.changes.dispose();
  }
}
