import { isCodeIdentifier } from "./codeIdentifiers";
import { keywordSearch } from "./keywords";
import { OWN_SECRET_RULES } from "./ownSecretRules";
import type { Pattern, SecretException, SecretRule } from "./secretRule";
import { SECRET_EXCEPTIONS, SECRET_RULES } from "./secretRules.generated";

/** The id of the rule that finds a secret in the text of a file; the secret itself never leaves this function. */
export type SecretFinder = (path: string, text: string) => string | undefined;

/** The rule on high-entropy values of things called key, token, password and so on. */
const GENERIC_RULE = "generic-api-key";

interface CompiledException {
  readonly target: SecretException["target"];
  readonly patterns: readonly RegExp[];
  readonly stopWords: readonly string[];
}

interface CompiledRule {
  readonly rule: SecretRule;
  readonly pattern: RegExp;
  readonly path: RegExp | undefined;
  readonly exceptions: readonly CompiledException[];
}

interface Finding {
  readonly secret: string;
  /** All that matched, with the rest of the name in front of it. */
  readonly match: string;
  readonly line: string;
}

/** Compiles the rules once; the finder keeps no state between texts. */
export function secretFinder(): SecretFinder {
  const global = SECRET_EXCEPTIONS.map(compileException);
  const rules = [...OWN_SECRET_RULES, ...SECRET_RULES].map((rule) => compile(rule, global));
  const words = [...new Set(rules.flatMap(({ rule }) => rule.keywords))];
  const { find } = keywordSearch(words);
  const rulesOf = words.map((word) => rules.filter(({ rule }) => rule.keywords.includes(word)));
  return (path, text) => {
    const candidates = new Set([...find(text)].flatMap((word) => rulesOf[word]));
    for (const candidate of candidates) if (holds(candidate, path, text)) return candidate.rule.id;
    return undefined;
  };
}

function compile(rule: SecretRule, global: readonly CompiledException[]): CompiledRule {
  return {
    rule,
    pattern: regExp(rule.pattern, "g"),
    path: rule.path && regExp(rule.path),
    exceptions: [...global, ...rule.exceptions.map(compileException)],
  };
}

function compileException({ target, patterns, stopWords }: SecretException): CompiledException {
  return { target, stopWords, patterns: patterns.map((pattern) => regExp(pattern)) };
}

function regExp({ source, flags }: Pattern, more = ""): RegExp {
  return new RegExp(source, flags + more);
}

function holds({ rule, pattern, path, exceptions }: CompiledRule, file: string, text: string): boolean {
  if (path && !path.test(file)) return false;
  for (const match of text.matchAll(pattern)) {
    const finding = findingOf(match, rule, text);
    if (rule.entropy > 0 && entropy(finding.secret) <= rule.entropy) continue;
    if (rule.id === GENERIC_RULE && isCodeIdentifier(file, finding.match, finding.secret)) continue;
    if (!exceptions.some((exception) => excuses(exception, finding))) return true;
  }
  return false;
}

const NAME_BEFORE = /[\w.-]{0,50}$/;

function findingOf(match: RegExpMatchArray, rule: SecretRule, text: string): Finding {
  const [whole, ...groups] = match;
  const start = match.index ?? 0;
  const name = NAME_BEFORE.exec(text.slice(Math.max(0, start - 50), start))?.[0] ?? "";
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const lineEnd = text.indexOf("\n", start + whole.length);
  return {
    secret: (rule.group > 0 ? groups[rule.group - 1] : groups.find(Boolean)) ?? whole,
    match: name + whole,
    line: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd),
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
