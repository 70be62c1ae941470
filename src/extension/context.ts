import * as vscode from "vscode";
import type { ContextKey } from "./ids";

/** Sets a context key, by which package.json shows and enables commands. */
export function setContext(key: ContextKey, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", key, value);
}
