import * as vscode from "vscode";
import { l10n } from "../l10n";
import { addition } from "./ignoreRule";

/** An ignore file before and after rules were added. */
export interface AddedRules {
  readonly file: vscode.Uri;
  /** Absent where there was no file. */
  readonly before?: string;
  readonly after: string;
}

/**
 * Adds rules at the end of an ignore file, which need not exist. The editor keeps the line endings and the encoding of one
 * that does, and one that is open can be undone there as usual.
 */
export async function addRules(file: vscode.Uri, rules: readonly string[]): Promise<AddedRules> {
  const existed = await exists(file);
  const create = new vscode.WorkspaceEdit();
  create.createFile(file, { ignoreIfExists: true });
  await apply(create, file);
  const document = await vscode.workspace.openTextDocument(file);
  const before = document.getText();
  const edit = new vscode.WorkspaceEdit();
  edit.insert(file, document.positionAt(before.length), addition(before, rules));
  await apply(edit, file);
  await document.save();
  return { file, after: document.getText(), ...(existed ? { before } : {}) };
}

/** Restores the file; false if it has changed since. */
export async function restoreIgnoreFile({ file, before, after }: AddedRules): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(file);
  const text = document.getText();
  if (text !== after) return false;
  const edit = new vscode.WorkspaceEdit();
  if (before === undefined) edit.deleteFile(file);
  else edit.replace(file, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), before);
  await apply(edit, file);
  if (before !== undefined) await document.save();
  return true;
}

function exists(file: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
}

async function apply(edit: vscode.WorkspaceEdit, file: vscode.Uri): Promise<void> {
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new Error(l10n.t("{0} cannot be written.", file.fsPath));
}
