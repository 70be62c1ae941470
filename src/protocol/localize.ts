/** `vscode.l10n`, as the modules that run without an editor see it. */
export interface Localize {
  t(message: string, ...args: (string | number | boolean)[]): string;
}

/** English: the messages as they stand in the code. */
export const ENGLISH: Localize = {
  t: (message, ...args) =>
    message.replace(/\{(\d+)\}/g, (match, index) => String(args[Number(index)] ?? match)),
};
