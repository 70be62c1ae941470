import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { REPORT_PANEL } from "../../src/extension/ids";
import type { TestApi } from "../../src/extension/main";
import type { TrainingReport } from "../../src/protocol/report";
import { parseReport } from "../../src/report/parse";
import { CORPUS_WORDS } from "../harness/corpus";
import { waitMs } from "../harness/limits.json";

export const EXTENSION_ID = "workspace-mlm.workspace-mlm";

/** Settings with which the tests' corpus is learnt in seconds. */
export const QUICK_TRAINING = {
  "training.fromScratch": true,
  "training.size": "tiny",
  "training.epochs": 10,
  "training.patience": 0,
  "training.learningRate": 0.002,
  "training.batchSize": 8,
  "training.sequenceLength": 32,
} as const;

export async function api(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>(EXTENSION_ID);
  assert.ok(extension, "the extension is installed");
  return extension.activate();
}

/** Whether the extension under test comes with a base model. */
export function bundledModel(): boolean {
  const { extensionPath } = vscode.extensions.getExtension(EXTENSION_ID)!;
  return fs.existsSync(path.join(extensionPath, "models/base/model.safetensors"));
}

/** Sets the extension's settings; those that are not named keep their value. */
export async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await vscode.workspace
      .getConfiguration("workspaceMlm")
      .update(name, value, vscode.ConfigurationTarget.Global);
  }
}

/** Opens a new document that holds `text`. */
export async function open(text: string, language = "plaintext"): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content: text });
  return vscode.window.showTextDocument(document);
}

/** The completions of this extension at a UTF-16 offset of the document. */
export async function completionsAt(
  document: vscode.TextDocument,
  offset: number,
  trigger?: string,
): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(offset),
    trigger,
  );
  return list.items.filter(({ filterText }) => filterText?.startsWith("[MASK]"));
}

export function hover(document: vscode.TextDocument, offset: number): Thenable<vscode.Hover[]> {
  const position = document.positionAt(offset);
  return vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, position);
}

/** How many of `found` are words of the corpus that the tests train on. */
export function corpusWords(found: readonly string[]): number {
  return found.filter((word) => CORPUS_WORDS.has(word)).length;
}

export function words(items: readonly vscode.CompletionItem[]): string[] {
  return items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** The tree of the training corpus: each group's label to the labels of its rows. */
export async function corpusRows(): Promise<Record<string, string[]>> {
  const { corpusView } = await api();
  const groups = corpusView.getChildren().map((group) => {
    const rows = corpusView.getChildren(group).map((row) => corpusView.getTreeItem(row));
    return [corpusView.getTreeItem(group).label, rows.map(({ label }) => label)];
  });
  return Object.fromEntries(groups);
}

/** What the extension tells its log as a warning or an error while `act` runs and for a while after it. */
export async function complaints(act: () => unknown): Promise<string[]> {
  const { log } = await api();
  const told: string[] = [];
  const { warn, error } = log;
  const record = (sentence: string | Error): void => void told.push(String(sentence));
  Object.assign(log, { warn: record, error: record });
  try {
    await act();
    await until("a complaint", () => told.length > 0);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  } finally {
    Object.assign(log, { warn, error });
  }
  return told;
}

const QUIET_MS = 1_000;

export async function until<T>(
  what: string,
  probe: () => T | false | Promise<T | false>,
  limitMs = waitMs,
): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    assert.ok(Date.now() < end, `${what}: not within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function reportTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(REPORT_PANEL),
  );
}

/** The report of the newest run of the workspace whose model this is. */
export function newestReport({ model }: { readonly model: string }): TrainingReport {
  const runs = path.join(model, "..", "..", "runs");
  const newest = fs.readdirSync(runs).sort().at(-1)!;
  const report = parseReport(fs.readFileSync(path.join(runs, newest, "report.json"), "utf8"));
  assert.ok(report);
  return report;
}
