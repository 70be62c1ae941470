/** `vscode.l10n`, as the modules that run without an editor see it. */
export interface Localize {
  t(message: string, ...args: (string | number | boolean)[]): string;
}
