import ignore, { type Ignore } from "ignore";

/** What one set of ignore rules says of a path: `undefined` when no rule matches it. */
export type RuleVerdict = { readonly ignored: true; readonly pattern: string } | { readonly ignored: false };

/** Rules in gitignore syntax, for paths relative to the folder that they were written for. */
export interface IgnoreRules {
  /** `path` is relative, with `/`, and ends in `/` when it names a folder. Its parents are taken not to be ignored. */
  test(path: string): RuleVerdict | undefined;
  /** The same rules, for the inside of a folder that they ignore but that other rules brought back. */
  reincluding(folder: string): IgnoreRules;
}

/** Results that the library remembers are dropped after so many tests, so that memory does not grow with the tree. */
const REMEMBERED = 16_384;

/** Rules from the text of an ignore file. */
export function ignoreRules(text: string, caseSensitive: boolean): IgnoreRules {
  return rulesFrom([bounded(asBytes(text))], caseSensitive);
}

/** The time to match a pattern grows with the path's depth, to the power of how many `**` stand inside it. */
const MAX_INNER_GLOBSTARS = 3;

/** The rules with longer patterns simplified, on the safe side: they ignore more, and bring nothing back. */
function bounded(text: string): string {
  return text.split("\n").map(boundedRule).join("\n");
}

function boundedRule(rule: string): string {
  const parts = rule.split("/**/");
  if (parts.length <= MAX_INNER_GLOBSTARS + 1) return rule;
  return rule.startsWith("!") ? "" : [...parts.slice(0, MAX_INNER_GLOBSTARS), parts.at(-1)].join("/**/");
}

/**
 * Rules on names alone, from a block of patterns in the code, each on an indented line and without an inner slash. They see the
 * last name of a path and never what lies above it.
 */
export function nameRules(block: string, caseSensitive: boolean): IgnoreRules {
  const { test } = ignoreRules(block.replace(/^[ \t]+/gm, ""), caseSensitive);
  const rules: IgnoreRules = {
    test: (path) => test(path.slice(path.lastIndexOf("/", path.length - 2) + 1)),
    reincluding: () => rules,
  };
  return rules;
}

function rulesFrom(sources: readonly (string | readonly string[])[], caseSensitive: boolean): IgnoreRules {
  const build = () =>
    sources.reduce<Ignore>((rules, source) => rules.add(source), ignore({ ignoreCase: !caseSensitive }));
  let rules = build();
  let tested = 0;
  return {
    test(path) {
      if (++tested % REMEMBERED === 0) rules = build();
      const { ignored, unignored, rule } = rules.test(asBytes(path));
      if (ignored) return { ignored: true, pattern: fromBytes(rule?.pattern ?? "") };
      return unignored ? { ignored: false } : undefined;
    },
    reincluding: (folder) => rulesFrom([...sources, [`!/${escapePattern(asBytes(folder))}`]], caseSensitive),
  };
}

/** One unit for each byte of UTF-8: Git matches bytes, of which `?` and `[!a]` take one. */
function asBytes(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

function fromBytes(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** A path as the pattern that matches only it. */
function escapePattern(path: string): string {
  return path.replace(/[\\*?[\]!# ]/g, "\\$&");
}
