import { RE2JS } from "re2js";
import { looksLike } from "./credentials/looks";
import { PUBLISHED_EXAMPLES } from "./publishedExamples";
import type { SecretException, SecretRule } from "./secretRule";
import { SECRET_EXCEPTIONS } from "./secretRules.generated";
import type { Effort, Steps } from "./steps";

/** Whether a rule finds a secret in a part of a text around its keywords, in time that is linear in it for each match. */
export interface RuleMatcher {
  readonly rule: SecretRule;
  holds(path: string, part: string, effort: Effort): Steps<boolean>;
}

interface CompiledException {
  readonly target: SecretException["target"];
  readonly patterns: readonly RE2JS[];
  readonly stopWords: readonly string[];
}

interface CompiledRule {
  readonly pattern: RE2JS;
  readonly path: RE2JS | undefined;
  readonly exceptions: readonly CompiledException[];
}

interface Finding {
  readonly secret: string;
  /** All that matched, with the rest of the name in front of it. */
  readonly match: string;
  readonly line: string;
}

/** Compiles a rule when a text first has one of its keywords; a matcher keeps nothing of a text. */
export function ruleMatchers(rules: readonly SecretRule[]): RuleMatcher[] {
  const global = once(() => [...SECRET_EXCEPTIONS, PUBLISHED].map(compileException));
  return rules.map((rule) => {
    const compiled = once(() => compile(rule, global()));
    return { rule, holds: (...search) => holds(rule, compiled(), ...search) };
  });
}

const PUBLISHED: SecretException = { target: "secret", patterns: [], stopWords: PUBLISHED_EXAMPLES };

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function compile(rule: SecretRule, global: readonly CompiledException[]): CompiledRule {
  return {
    pattern: RE2JS.compile(rule.pattern),
    path: rule.path === undefined ? undefined : RE2JS.compile(rule.path),
    exceptions: [...global, ...rule.exceptions.map(compileException)],
  };
}

function compileException({ target, patterns, stopWords }: SecretException): CompiledException {
  return { target, stopWords, patterns: patterns.map((pattern) => RE2JS.compile(pattern)) };
}

function* holds(
  rule: SecretRule,
  { pattern, path, exceptions }: CompiledRule,
  file: string,
  text: string,
  { spend }: Effort,
): Steps<boolean> {
  if (path && !path.test(file)) return false;
  spend(text.length);
  for (const finding of findings(pattern, rule, text)) {
    yield;
    spend(MATCH + finding.line.length);
    if (!looksRight(rule, finding.secret)) continue;
    if (!exceptions.some((exception) => excuses(exception, finding))) return true;
  }
  return false;
}

function looksRight({ entropy: minimum, looks }: SecretRule, secret: string): boolean {
  if (minimum > 0 && entropy(secret) <= minimum) return false;
  return looks === undefined || looksLike(secret, looks);
}

/** `test` needs no groups, so that it runs an automaton of which few texts ever get further. */
function* findings(pattern: RE2JS, rule: SecretRule, text: string): Generator<Finding> {
  if (!pattern.test(text)) return;
  const matcher = pattern.matcher(text);
  const groups = Array.from({ length: matcher.groupCount() }, (_, i) => i + 1);
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    const secret = rule.group > 0 ? matcher.group(rule.group) : firstGroup(matcher, groups);
    yield findingAt(text, start, end, secret ?? text.slice(start, end));
  }
}

function firstGroup(matcher: ReturnType<RE2JS["matcher"]>, groups: readonly number[]): string | undefined {
  const group = groups.find((number) => matcher.group(number));
  return group === undefined ? undefined : (matcher.group(group) ?? undefined);
}

/** What a match costs, in UTF-16 units that are looked through for one. */
const MATCH = 1000;

/** UTF-16 units. A longer name or line around a match says no more about it. */
const NAME_UNITS = 50;
const LINE_UNITS = 1000;
const NAME_BEFORE = /[\w.-]{0,50}$/;

function findingAt(text: string, start: number, end: number, secret: string): Finding {
  const before = text.slice(Math.max(0, start - LINE_UNITS), start);
  const after = text.slice(end, end + LINE_UNITS);
  const name = NAME_BEFORE.exec(before.slice(-NAME_UNITS))?.[0] ?? "";
  const match = text.slice(start, end);
  return {
    secret,
    match: name + match,
    line: before.slice(before.lastIndexOf("\n") + 1) + match + after.split("\n", 1)[0],
  };
}

function excuses({ target, patterns, stopWords }: CompiledException, finding: Finding): boolean {
  if (patterns.some((pattern) => pattern.test(finding[target]))) return true;
  const secret = finding.secret.toLowerCase();
  return stopWords.some((word) => secret.includes(word));
}

/** Shannon entropy of a text's characters, in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
