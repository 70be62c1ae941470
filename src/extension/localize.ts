import { type ErrorKind, toErrorData } from "../protocol/errors";
import { type Localize as Translate, translated } from "../protocol/localize";
import { type Formats, formats } from "../report/formats";

/** The person's language: translations, with numbers as the language writes them. */
export interface Localize extends Translate {
  readonly language: string;
  readonly format: Formats;
}

/** `language` is the BCP 47 tag of the language that `translate` returns. */
export function localizeIn(language: string, translate: Translate): Localize {
  const number = new Intl.NumberFormat(language);
  return {
    language,
    format: formats(language),
    t: (message, ...parts) =>
      translate.t(message, ...parts.map((part) => (typeof part === "number" ? number.format(part) : part))),
  };
}

/** What went wrong, with one sentence for the person. */
export function describeError(error: unknown, l10n: Localize): { kind: ErrorKind; message: string } {
  const { kind, sentence } = toErrorData(error);
  return { kind, message: translated(sentence, l10n) };
}
