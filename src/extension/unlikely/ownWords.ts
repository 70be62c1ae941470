import * as vscode from "vscode";
import { addOwnWord, OWN_WORDS_FILE, parseOwnWords } from "../../core/unlikely/ownWords";

/** The file with words that are right in a document's workspace folder; none where it lies in no folder, or one that is not trusted. */
export function ownWordsFile({ uri }: vscode.TextDocument): vscode.Uri | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return vscode.workspace.isTrusted && folder ? vscode.Uri.joinPath(folder.uri, OWN_WORDS_FILE) : undefined;
}

export async function readOwnWords(file: vscode.Uri | undefined): Promise<string[]> {
  return file === undefined ? [] : parseOwnWords(await textOf(file));
}

/** Adds a word to a file of own words, which is made where there is none. */
export async function writeOwnWord(file: vscode.Uri, word: string): Promise<void> {
  const text = addOwnWord(await textOf(file), word);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}

async function textOf(file: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return "";
    throw error;
  }
}
