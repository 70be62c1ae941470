import * as path from "node:path";
import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import { l10n } from "../l10n";
import { reportFailure } from "../reportFailure";
import type { Services } from "../services";
import type { CorpusNode } from "./corpusTree";
import { type AddedRules, addRules, restoreIgnoreFile } from "./ignoreFile";
import { ignoreRule } from "./ignoreRule";

const IGNORE_FILE = ".mlmignore";

/** Writes rules into the ignore files of the rows' workspace folders, and offers to undo that. */
export async function excludeFromTraining(services: Services, rows: readonly CorpusNode[]): Promise<void> {
  const roots = new Set(rows.flatMap(({ excludableFrom }) => excludableFrom ?? []));
  try {
    const added: AddedRules[] = [];
    for (const root of roots) {
      const rules = rows
        .filter(({ excludableFrom }) => excludableFrom === root)
        .map((row) => ruleOf(root, row));
      added.push(await addRules(vscode.Uri.file(path.join(root, IGNORE_FILE)), rules));
    }
    await vscode.commands.executeCommand(COMMANDS.refreshCorpus);
    void offerUndo(services, rows, added);
  } catch (error) {
    reportFailure(services, error);
  }
}

function ruleOf(root: string, { path: place, kind }: CorpusNode): string {
  return ignoreRule(path.relative(root, place!).replaceAll(path.sep, "/"), kind === "folder");
}

async function offerUndo(services: Services, rows: readonly CorpusNode[], added: readonly AddedRules[]) {
  const names = rows.map(({ label }) => label).join(", ");
  const sentence = l10n.t("Training leaves out {0} from now on: {1} says so.", names, IGNORE_FILE);
  const undo = l10n.t("Undo");
  if ((await vscode.window.showInformationMessage(sentence, undo)) !== undo) return;
  try {
    for (const rules of added) await undoRules(rules);
    await vscode.commands.executeCommand(COMMANDS.refreshCorpus);
  } catch (error) {
    reportFailure(services, error);
  }
}

async function undoRules(added: AddedRules): Promise<void> {
  if (await restoreIgnoreFile(added)) return;
  const sentence = l10n.t("{0} has changed since, so that nothing was undone.", added.file.fsPath);
  void vscode.window.showWarningMessage(sentence);
}
