import type { Sentence, SentencePart } from "../core/sentence";

/** `vscode.l10n`, as the modules that run without an editor see it. */
export interface Localize {
  t(message: string, ...args: (string | number | boolean)[]): string;
}

/** English: the messages as they stand in the code. */
export const ENGLISH: Localize = {
  t: (message, ...args) =>
    message.replace(/\{(\d+)\}/g, (match, index) => String(args[Number(index)] ?? match)),
};

/** A sentence of the engine in the language of `l10n`. */
export function translated({ template, parts }: Sentence, l10n: Localize): string {
  const inLanguage = (part: SentencePart) => (typeof part === "object" ? translated(part, l10n) : part);
  return l10n.t(template, ...parts.map(inLanguage));
}
