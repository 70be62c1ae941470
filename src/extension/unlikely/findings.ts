import * as vscode from "vscode";
import { percent } from "../filling/percent";
import { l10n } from "../l10n";
import { afterChange, type Finding, replaced } from "./finding";

/** The unlikely words of documents, which follow what is typed and are shown as diagnostics. */
export class Findings implements vscode.Disposable {
  private readonly byDocument = new Map<vscode.TextDocument, readonly Finding[]>();

  constructor(private readonly diagnostics: vscode.DiagnosticCollection) {}

  dispose(): void {
    this.diagnostics.dispose();
  }

  /** Those of a document whose words a range touches. */
  at(document: vscode.TextDocument, range: vscode.Range): readonly Finding[] {
    return this.of(document).filter((finding) => rangeOf(document, finding).intersection(range));
  }

  count(document: vscode.TextDocument): number {
    return this.of(document).length;
  }

  /** Replaces what was found in a part of a document. */
  replace(document: vscode.TextDocument, range: vscode.Range, found: readonly Finding[]): void {
    const part = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    this.set(document, replaced(this.of(document), part, found));
  }

  change({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const before = this.byDocument.get(document);
    if (before !== undefined && contentChanges.length > 0)
      this.set(document, contentChanges.reduce(afterChange, [...before]));
  }

  /** Forgets a word everywhere, in whatever case it stands. */
  forgetWord(word: string): void {
    const isOther = (finding: Finding): boolean => finding.word.toLowerCase() !== word.toLowerCase();
    for (const [document, findings] of this.byDocument) this.set(document, findings.filter(isOther));
  }

  forget(document: vscode.TextDocument): void {
    this.byDocument.delete(document);
    this.diagnostics.delete(document.uri);
  }

  clear(): void {
    this.byDocument.clear();
    this.diagnostics.clear();
  }

  private of(document: vscode.TextDocument): readonly Finding[] {
    return this.byDocument.get(document) ?? [];
  }

  private set(document: vscode.TextDocument, findings: readonly Finding[]): void {
    this.byDocument.set(document, findings);
    this.diagnostics.set(
      document.uri,
      findings.map((finding) => diagnostic(document, finding)),
    );
  }
}

export function rangeOf(document: vscode.TextDocument, { offset, word }: Finding): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + word.length));
}

function diagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const range = rangeOf(document, finding);
  const found = new vscode.Diagnostic(range, message(finding), vscode.DiagnosticSeverity.Hint);
  found.source = "Workspace MLM";
  found.code = finding.kind;
  return found;
}

function message({ word, kind, fixes: [best] }: Finding): string {
  const chance = percent(best!.probability, l10n.format);
  return kind === "misspelt"
    ? l10n.t("'{0}' may be misspelt: '{1}' ({2})?", word, best!.word, chance)
    : l10n.t("'{0}' is unexpected here: '{1}' ({2})?", word, best!.word, chance);
}
