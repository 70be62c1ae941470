import { hasPaymentCard } from "./credentials/cards";
import { isCredentialAt, type Writing, writingOf } from "./credentials/judge";
import { hasRecoveryPhrase, PHRASE_KEYWORDS } from "./credentials/recoveryPhrases";
import { isInsertedAt, isPasswordColumnAt } from "./credentials/tables";
import { hasTokenByShape } from "./credentials/tokenShapes";
import { isCredentialUrlAt } from "./credentials/urls";
import { CREDENTIAL_KEYWORDS } from "./credentials/words";
import { keywordSearch } from "./keywords";
import { OWN_SECRET_RULES } from "./ownSecretRules";
import { type RuleMatcher, ruleMatchers } from "./ruleMatcher";
import { SECRET_RULES } from "./secretRules.generated";
import { viewsOf } from "./textViews";
import { addWindow, joinWindows, type Windows } from "./windows";

/**
 * The id of the rule that finds a secret in the text of a file; the secret itself never leaves this function. `checkTime`
 * is called between steps whose time is linear in the text, and may throw.
 */
export type SecretFinder = (path: string, text: string, checkTime?: () => void) => string | undefined;

/** What is looked at where a keyword stands, from `start` to `end`. */
type SpotCheck = (writing: Writing, text: string, start: number, end: number) => boolean;

interface Spot {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly holds: SpotCheck;
}

const SPOTS: readonly Spot[] = [
  { id: "credential", keywords: CREDENTIAL_KEYWORDS, holds: isCredentialAt },
  { id: "password-column", keywords: CREDENTIAL_KEYWORDS, holds: isPasswordColumnAt },
  { id: "inserted-password", keywords: CREDENTIAL_KEYWORDS, holds: isInsertedAt },
  { id: "url-with-password", keywords: ["://"], holds: isCredentialUrlAt },
];

/** What looks through a whole text, or through one that has a keyword. */
interface Check {
  readonly id: string;
  readonly keywords?: readonly string[];
  readonly holds: (text: string) => boolean;
}

const CHECKS: readonly Check[] = [
  { id: "recovery-phrase", keywords: PHRASE_KEYWORDS, holds: hasRecoveryPhrase },
  { id: "payment-card", holds: hasPaymentCard },
  { id: "token-without-name", holds: hasTokenByShape },
];

/** Compiles each rule at most once; the finder keeps nothing of a text. */
export function secretFinder(): SecretFinder {
  const search = textSearch();
  return (path, text, checkTime = () => {}) => {
    for (const view of viewsOf(path, text)) {
      checkTime();
      const found = search(view.path, view.text, checkTime);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

interface Keyword {
  readonly length: number;
  readonly rules: readonly RuleMatcher[];
  readonly spots: readonly Spot[];
  readonly checks: readonly Check[];
}

/** Keywords that are looked at between two looks at the clock. */
const SPOTS_BETWEEN_CHECKS = 4096;

type TextSearch = (path: string, text: string, checkTime: () => void) => string | undefined;

function textSearch(): TextSearch {
  const matchers = ruleMatchers([...OWN_SECRET_RULES, ...SECRET_RULES]);
  const words = [
    ...new Set([
      ...matchers.flatMap(({ rule }) => rule.keywords),
      ...[...SPOTS, ...CHECKS].flatMap(({ keywords = [] }) => keywords),
    ]),
  ];
  const keywords = words.map(
    (word): Keyword => ({
      length: word.length,
      rules: matchers.filter(({ rule }) => rule.keywords.includes(word)),
      spots: SPOTS.filter((spot) => spot.keywords.includes(word)),
      checks: CHECKS.filter((check) => check.keywords?.includes(word)),
    }),
  );
  const { each } = keywordSearch(words);
  return (path, text, checkTime) => {
    const writing = writingOf(path);
    const found = new Map<Keyword, Windows>();
    let spot: Spot | undefined;
    let seen = 0;
    each(text, (word, end) => {
      if (++seen % SPOTS_BETWEEN_CHECKS === 0) checkTime();
      if (spot !== undefined) return;
      const keyword = keywords[word];
      const start = end - keyword.length;
      note(found, keyword, start, end);
      spot = keyword.spots.find(({ holds }) => holds(writing, text, start, end));
    });
    if (spot !== undefined) return spot.id;
    checkTime();
    return ruleThatHolds(path, text, found, checkTime) ?? checkThatHolds(text, found, checkTime);
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

function ruleThatHolds(
  path: string,
  text: string,
  found: ReadonlyMap<Keyword, Windows>,
  checkTime: () => void,
): string | undefined {
  const windowsOf = new Map<RuleMatcher, Windows[]>();
  for (const [{ rules }, windows] of found) {
    for (const rule of rules) windowsOf.set(rule, [...(windowsOf.get(rule) ?? []), windows]);
  }
  for (const [matcher, lists] of windowsOf) {
    const windows = joinWindows(lists);
    for (let i = 0; i < windows.length; i += 2) {
      checkTime();
      if (matcher.holds(path, text.slice(windows[i], windows[i + 1]), checkTime)) return matcher.rule.id;
    }
  }
  return undefined;
}

function checkThatHolds(
  text: string,
  found: ReadonlyMap<Keyword, Windows>,
  checkTime: () => void,
): string | undefined {
  const triggered = new Set([...found.keys()].flatMap(({ checks }) => checks));
  return CHECKS.find((check) => {
    checkTime();
    return (check.keywords === undefined || triggered.has(check)) && check.holds(text);
  })?.id;
}
