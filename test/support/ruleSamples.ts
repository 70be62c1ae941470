import fc from "fast-check";
import type { SecretRule } from "../../src/core/corpus/secretRule";

const POSIX: Readonly<Record<string, string>> = {
  "[:alnum:]": "a-zA-Z0-9",
  "[:alpha:]": "a-zA-Z",
  "[:digit:]": "0-9",
  "[:xdigit:]": "a-fA-F0-9",
};

/** Texts that a rule's expression matches, or nearly: what asks for the end of a word is passed over. */
export function textsOf({ pattern }: SecretRule): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(asJavaScript(pattern)), { maxLength: 4000 });
}

/** RE2's syntax in JavaScript's, without what makes parts ignore case. */
function asJavaScript(pattern: string): string {
  return pattern
    .replace(/\(\?s:\.\)/g, "[\\s\\S]")
    .replace(/\(\?-?[ims]+\)/g, "")
    .replace(/\(\?-?[ims]+:/g, "(?:")
    .replace(/\(\?P<\w+>/g, "(")
    .replace(/\\[bB]/g, "")
    .replace(/\\z/g, "$")
    .replace(/\[:\w+:\]/g, (name) => POSIX[name]);
}
