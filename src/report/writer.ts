import type { Localize } from "../protocol/localize";
import { type Formats, formats } from "./formats";

/** The language that a report is written in. */
export interface Writer {
  readonly l10n: Localize;
  readonly format: Formats;
}

/** `language` is a BCP 47 tag, whose way of writing numbers holds. */
export function writer(l10n: Localize, language: string): Writer {
  return { l10n, format: formats(language) };
}
