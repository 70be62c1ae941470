import { CODE_KEYWORDS, isAccessCodeAt } from "./credentials/accessCodes";
import { CALL_KEYWORDS, isCalledWithPasswordAt } from "./credentials/calls";
import { hasPaymentCard } from "./credentials/cards";
import { COLLECTION_KEYWORDS, isCollectionAt } from "./credentials/collections";
import { isConnectionListAt } from "./credentials/connectionLists";
import { isCredentialAt, type Writing, writingOf } from "./credentials/judge";
import { isLoginFile } from "./credentials/loginFiles";
import { isMailLoginAt, isQuotedLoginAt } from "./credentials/logins";
import { hasRecoveryPhrase, PHRASE_KEYWORDS } from "./credentials/recoveryPhrases";
import { isInsertedAt, isPasswordColumnAt } from "./credentials/tables";
import { hasTokenByShape } from "./credentials/tokenShapes";
import { isCredentialUrlAt } from "./credentials/urls";
import { CREDENTIAL_KEYWORDS } from "./credentials/words";
import { keywordSearch } from "./keywords";
import { OWN_SECRET_RULES } from "./ownSecretRules";
import { type RuleMatcher, ruleMatchers } from "./ruleMatcher";
import { SECRET_RULES } from "./secretRules.generated";
import type { Effort, Steps } from "./steps";
import { viewsOf } from "./textViews";
import { addWindow, joinWindows, overlapping, type Windows } from "./windows";

/** The id of the rule that finds a secret in the text of a file; the secret itself never leaves this function. */
export type SecretFinder = (path: string, text: string, effort: Effort) => Steps<string | undefined>;

/** What is looked at where a keyword stands, from `start` to `end`. */
type SpotCheck = (writing: Writing, text: string, start: number, end: number) => boolean;

interface Spot {
  readonly id: string;
  readonly keywords: readonly string[];
  /** UTF-16 units that are looked at around a keyword, about. */
  readonly units: number;
  readonly holds: SpotCheck;
}

const SPOTS: readonly Spot[] = [
  { id: "credential", keywords: CREDENTIAL_KEYWORDS, units: 700, holds: isCredentialAt },
  { id: "password-column", keywords: CREDENTIAL_KEYWORDS, units: 100, holds: isPasswordColumnAt },
  { id: "inserted-password", keywords: CREDENTIAL_KEYWORDS, units: 100, holds: isInsertedAt },
  { id: "call-with-password", keywords: CALL_KEYWORDS, units: 100, holds: isCalledWithPasswordAt },
  { id: "users-and-passwords", keywords: COLLECTION_KEYWORDS, units: 100, holds: isCollectionAt },
  { id: "login-in-list", keywords: ['", "', "', '"], units: 100, holds: isConnectionListAt },
  { id: "mail-login", keywords: ["@"], units: 100, holds: isMailLoginAt },
  { id: "quoted-login", keywords: ['" "'], units: 100, holds: isQuotedLoginAt },
  { id: "access-code", keywords: CODE_KEYWORDS, units: 60, holds: isAccessCodeAt },
  { id: "url-with-password", keywords: ["://"], units: 100, holds: isCredentialUrlAt },
];

/** What looks through a whole text, or through one that has a keyword. */
interface Check {
  readonly id: string;
  readonly keywords?: readonly string[];
  readonly holds: (text: string) => boolean;
}

const CHECKS: readonly Check[] = [
  { id: "recovery-phrase", keywords: PHRASE_KEYWORDS, holds: hasRecoveryPhrase },
  { id: "login-file", holds: isLoginFile },
  { id: "payment-card", holds: hasPaymentCard },
  { id: "token-without-name", holds: hasTokenByShape },
];

/** UTF-16 units that are looked through as one text, so that no step is longer, and that two of them have in common. */
const PART = 1_000_000;
const OVERLAP = 4000;

/** Compiles each rule at most once; the finder keeps nothing of a text. */
export function secretFinder(): SecretFinder {
  const search = textSearch();
  return function* find(path, text, effort) {
    for (const part of overlapping(0, text.length, PART, OVERLAP)) {
      for (const view of viewsOf(path, text.slice(...part))) {
        yield;
        const found = yield* search(view.path, view.text, effort);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
}

interface Keyword {
  readonly length: number;
  /** Of all its spots. */
  readonly units: number;
  readonly rules: readonly RuleMatcher[];
  readonly spots: readonly Spot[];
  readonly checks: readonly Check[];
}

/** UTF-16 units whose keywords are looked for in one step. */
const STRIDE = 8192;

type TextSearch = (path: string, text: string, effort: Effort) => Steps<string | undefined>;

function textSearch(): TextSearch {
  const matchers = ruleMatchers([...OWN_SECRET_RULES, ...SECRET_RULES]);
  const words = [
    ...new Set([
      ...matchers.flatMap(({ rule }) => rule.keywords),
      ...[...SPOTS, ...CHECKS].flatMap(({ keywords = [] }) => keywords),
    ]),
  ];
  const keywords = words.map((word): Keyword => {
    const spots = SPOTS.filter((spot) => spot.keywords.includes(word));
    return {
      length: word.length,
      units: spots.reduce((sum, { units }) => sum + units, 0),
      rules: matchers.filter(({ rule }) => rule.keywords.includes(word)),
      spots,
      checks: CHECKS.filter((check) => check.keywords?.includes(word)),
    };
  });
  const { each } = keywordSearch(words);
  return function* search(path, text, effort) {
    const writing = writingOf(path);
    const found = new Map<Keyword, Windows>();
    let spot: Spot | undefined;
    const see = (word: number, end: number) => {
      if (spot !== undefined) return;
      const keyword = keywords[word];
      const start = end - keyword.length;
      note(found, keyword, start, end);
      effort.spend(keyword.units);
      spot = keyword.spots.find(({ holds }) => holds(writing, text, start, end));
    };
    let from = 0;
    for (let start = 0; start < text.length; start += STRIDE) {
      from = each(text, see, { start, end: Math.min(start + STRIDE, text.length), from });
      if (spot !== undefined) return spot.id;
      yield;
    }
    effort.spend(text.length);
    return (yield* ruleThatHolds(path, text, found, effort)) ?? (yield* checkThatHolds(text, found));
  };
}

function note(found: Map<Keyword, Windows>, keyword: Keyword, start: number, end: number): void {
  let windows = found.get(keyword);
  if (windows === undefined) {
    windows = [];
    found.set(keyword, windows);
  }
  if (keyword.rules.length > 0) addWindow(windows, start, end);
}

/** UTF-16 units in which a rule is looked for at once, and that two such stretches have in common. */
const STRETCH = 16_384;
const STRETCH_OVERLAP = 1400;

function* ruleThatHolds(
  path: string,
  text: string,
  found: ReadonlyMap<Keyword, Windows>,
  effort: Effort,
): Steps<string | undefined> {
  const windowsOf = new Map<RuleMatcher, Windows[]>();
  for (const [{ rules }, windows] of found) {
    for (const rule of rules) windowsOf.set(rule, [...(windowsOf.get(rule) ?? []), windows]);
  }
  for (const [matcher, lists] of windowsOf) {
    const windows = joinWindows(lists);
    for (let i = 0; i < windows.length; i += 2) {
      const end = Math.min(windows[i + 1], text.length);
      for (const stretch of overlapping(windows[i], end, STRETCH, STRETCH_OVERLAP)) {
        yield;
        if (yield* matcher.holds(path, text.slice(...stretch), effort)) return matcher.rule.id;
      }
    }
  }
  return undefined;
}

function* checkThatHolds(text: string, found: ReadonlyMap<Keyword, Windows>): Steps<string | undefined> {
  const triggered = new Set([...found.keys()].flatMap(({ checks }) => checks));
  for (const check of CHECKS) {
    yield;
    if ((check.keywords === undefined || triggered.has(check)) && check.holds(text)) return check.id;
  }
  return undefined;
}
