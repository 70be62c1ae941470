/** Units from the top in which a licence header begins and ends. */
const MAX_HEADER = 6000;

const LICENCE_WORDS = /\bcopyright\b|\blicen[sc]ed?\b|\bSPDX-License-Identifier\b|\ball rights reserved\b/i;

/** A first line that is no comment of the licence: an interpreter, an encoding, an XML or PHP opening. */
const PREAMBLE = /^(?:#!.*\n|<\?(?:xml|php).*\n|#[^\n]{0,40}?\bcoding[:=].*\n|[^\S\n]*\n)*/;

/** A block comment, or lines that each begin with a comment's mark. */
const COMMENT =
  /^(?:\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|\(\*[\s\S]*?\*\)|(?:[ \t]*(?:\/\/|#|--|;|%|dnl\b|REM\b).*(?:\n|$))+)[ \t]*\n*/;

/**
 * The text without the licence or copyright notice in the comment at its top: the same words stand in every file of a
 * project, and its licence file holds them once. A file that is only such a notice keeps it.
 */
export function withoutLicenceHeader(text: string): string {
  const preamble = PREAMBLE.exec(text)?.[0] ?? "";
  const comment = COMMENT.exec(text.slice(preamble.length, preamble.length + MAX_HEADER))?.[0] ?? "";
  if (comment === "" || !LICENCE_WORDS.test(comment)) return text;
  const rest = text.slice(preamble.length + comment.length);
  return rest.trim() === "" ? text : preamble + rest;
}
