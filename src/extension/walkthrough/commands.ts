import * as vscode from "vscode";
import { MASK } from "../../core/masks";
import { COMMANDS } from "../ids";

/** English, as the base model is. */
const ONE = "I always brush my [MASK] before bed.\n";
const MANY = `${ONE}He drank a [MASK] of [MASK] at breakfast.\nThe train leaves at seven in the [MASK].\n`;

/** What the buttons of the walkthrough do. */
export function registerWalkthrough(): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.openSample, openSample),
    registerCommand(COMMANDS.fillSample, fillSample),
    registerCommand(COMMANDS.openSettings, openSettings),
  );
}

/** Opens a text with one mask, and its list of words. */
async function openSample(): Promise<void> {
  const { document, viewColumn = vscode.ViewColumn.Beside } = await openBeside(ONE);
  const behind = document.positionAt(ONE.indexOf(MASK) + MASK.length);
  const selection = new vscode.Range(behind, behind);
  await vscode.window.showTextDocument(document, { viewColumn, selection }); // the walkthrough may have taken the focus back
  await vscode.commands.executeCommand("editor.action.triggerSuggest");
}

/** Opens a text with several masks, and fills them all. */
async function fillSample(): Promise<void> {
  await openBeside(MANY);
  await vscode.commands.executeCommand(COMMANDS.fillDocument);
}

async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:workspace-mlm.workspace-mlm");
}

/** Beside the walkthrough, which stays in sight. */
async function openBeside(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
