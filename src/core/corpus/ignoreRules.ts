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
const REMEMBERED = 4096;

/** Rules from the text of an ignore file. */
export function ignoreRules(text: string, caseSensitive: boolean): IgnoreRules {
  return rulesFrom([text], caseSensitive);
}

function rulesFrom(sources: readonly (string | readonly string[])[], caseSensitive: boolean): IgnoreRules {
  const build = () =>
    sources.reduce<Ignore>((rules, source) => rules.add(source), ignore({ ignoreCase: !caseSensitive }));
  let rules = build();
  let tested = 0;
  return {
    test(path) {
      if (++tested % REMEMBERED === 0) rules = build();
      const { ignored, unignored, rule } = rules.test(path);
      if (ignored) return { ignored: true, pattern: rule?.pattern ?? "" };
      return unignored ? { ignored: false } : undefined;
    },
    reincluding: (folder) => rulesFrom([...sources, [`!/${escapePattern(folder)}`]], caseSensitive),
  };
}

/** A path as the pattern that matches only it. */
function escapePattern(path: string): string {
  return path.replace(/[\\*?[\]!# ]/g, "\\$&");
}
