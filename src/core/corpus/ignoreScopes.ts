import type { IgnoreRules } from "./ignoreRules";

/** The rules of one ignore file and where they hold. */
export interface IgnoreScope {
  readonly rules: IgnoreRules;
  /** How a person knows the file: its path from the workspace folder. */
  readonly source: string;
  /** Units of a path (from the workspace folder) that lie above the folder of the rules. */
  readonly skip: number;
  /** What stands before a path when the rules belong to a folder above the workspace folder; ends in `/` or is empty. */
  readonly prefix: string;
}

/** Chains of scopes, the strongest chain first; within a chain the deepest folder first. */
export type IgnoreScopes = readonly (readonly IgnoreScope[])[];

export interface IgnoreVerdict {
  readonly ignored: boolean;
  readonly source: string;
  readonly pattern?: string;
}

/** The first scope with a rule for `path` (from the workspace folder, folders with a final `/`) decides. */
export function testScopes(scopes: IgnoreScopes, path: string): IgnoreVerdict | undefined {
  for (const chain of scopes) {
    for (const scope of chain) {
      const verdict = testScope(scope, path);
      if (verdict?.ignored) return { ignored: true, source: scope.source, pattern: verdict.pattern };
      if (verdict) return { ignored: false, source: scope.source };
    }
  }
  return undefined;
}

function testScope(scope: IgnoreScope, path: string) {
  return scope.rules.test(scopePath(scope, path));
}

function scopePath(scope: IgnoreScope, path: string): string {
  return scope.prefix + path.slice(scope.skip);
}

/** The scopes for the inside of a folder that a stronger rule brought back: the weaker ones no longer hide it whole. */
export function reinclude(scopes: IgnoreScopes, folder: string): IgnoreScopes {
  return scopes.map((chain) => chain.map((scope) => reincludeIn(scope, folder)));
}

function reincludeIn(scope: IgnoreScope, folder: string): IgnoreScope {
  if (!testScope(scope, folder)?.ignored) return scope;
  return { ...scope, rules: scope.rules.reincluding(scopePath(scope, folder)) };
}

/** `scopes` with one more file's rules in front of chain number `chain`. */
export function withScope(scopes: IgnoreScopes, chain: number, scope: IgnoreScope): IgnoreScopes {
  return scopes.map((existing, i) => (i === chain ? [scope, ...existing] : existing));
}
