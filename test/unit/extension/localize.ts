import { readFileSync } from "node:fs";
import path from "node:path";
import { localizeIn } from "../../../src/extension/localize";
import { ENGLISH as MESSAGES } from "../../../src/protocol/localize";

const bundle = path.join(import.meta.dirname, "../../../l10n/bundle.l10n.de.json");
const german = JSON.parse(readFileSync(bundle, "utf8")) as Record<string, string>;

export const ENGLISH = localizeIn("en", MESSAGES);
/** Untranslated messages stay English. */
export const GERMAN = localizeIn("de", {
  t: (message, ...parts) => MESSAGES.t(german[message] ?? message, ...parts),
});

export function plainSpaces(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
