import * as vscode from "vscode";
import { localizeIn } from "./localize";

/** The editor's language. */
export const l10n = localizeIn(vscode.env.language, {
  t: (message, ...parts) => vscode.l10n.t(message, ...parts),
});
