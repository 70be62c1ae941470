import { RE2JS } from "re2js";
import { isCodeIdentifier } from "./codeIdentifiers";
import { keywordSearch } from "./keywords";
import { OWN_SECRET_RULES } from "./ownSecretRules";
import type { SecretException, SecretRule } from "./secretRule";
import { SECRET_EXCEPTIONS, SECRET_RULES } from "./secretRules.generated";

/**
 * The id of the rule that finds a secret in the text of a file; the secret itself never leaves this function. The time
 * is linear in the text for each match that is looked at; `checkTime` is called between two, and may throw.
 */
export type SecretFinder = (path: string, text: string, checkTime?: () => void) => string | undefined;

/** The rule on high-entropy values of things called key, token, password and so on. */
const GENERIC_RULE = "generic-api-key";

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

/** A rule that is compiled when a text first has one of its keywords. */
interface LazyRule {
  readonly rule: SecretRule;
  readonly compiled: () => CompiledRule;
}

interface Finding {
  readonly secret: string;
  /** All that matched, with the rest of the name in front of it. */
  readonly match: string;
  readonly line: string;
}

/** Compiles each rule at most once; the finder keeps nothing of a text. */
export function secretFinder(): SecretFinder {
  const global = once(() => SECRET_EXCEPTIONS.map(compileException));
  const rules = [...OWN_SECRET_RULES, ...SECRET_RULES].map(
    (rule): LazyRule => ({ rule, compiled: once(() => compile(rule, global())) }),
  );
  const words = [...new Set(rules.flatMap(({ rule }) => rule.keywords))];
  const { find } = keywordSearch(words);
  const rulesOf = words.map((word) => rules.filter(({ rule }) => rule.keywords.includes(word)));
  return (path, text, checkTime = () => {}) => {
    const candidates = new Set([...find(text)].flatMap((word) => rulesOf[word]));
    for (const candidate of candidates) {
      checkTime();
      if (holds(candidate, path, text, checkTime)) return candidate.rule.id;
    }
    return undefined;
  };
}

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

function holds({ rule, compiled }: LazyRule, file: string, text: string, checkTime: () => void): boolean {
  const { pattern, path, exceptions } = compiled();
  if (path && !path.test(file)) return false;
  for (const finding of findings(pattern, rule, text)) {
    checkTime();
    if (rule.entropy > 0 && entropy(finding.secret) <= rule.entropy) continue;
    if (rule.id === GENERIC_RULE && isCodeIdentifier(file, finding.match, finding.secret)) continue;
    if (!exceptions.some((exception) => excuses(exception, finding))) return true;
  }
  return false;
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
