/** A value that is written beside a name. */
export interface Assignment {
  readonly value: string;
  /** Whether quotes or a tag enclose the value. */
  readonly quoted: boolean;
  readonly form: Form;
}

/**
 * `assigned`: by `=`, `:` and the like; `listed`: behind a comma, a bracket or an alternative; `paired`: a name and a value as two attributes or elements; `option`: of a command;
 * `spaced`: at the beginning of a line, with only a space between; `told`: in a sentence.
 */
export type Form = "assigned" | "listed" | "paired" | "option" | "spaced" | "told";

/** UTF-16 units in front of a keyword and behind it that are looked at. */
const BEFORE = 80;
const AFTER = 500;

/** A name and what stands around it, with a keyword in it. */
export interface Naming {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const NAME_END = /^[\p{L}\p{M}\p{N}_.-]{0,60}/u;
const NAME_START = /[\p{L}\p{M}\p{N}_.-]{0,60}$/u;
const ASCII_NAME_END = /^[\w.-]{0,60}/;
const ASCII_NAME_START = /[\w.-]{0,60}$/;

/** The name around the units from `start` to `end`. */
export function namingAt(text: string, start: number, end: number): Naming {
  const left = text.slice(Math.max(0, start - BEFORE), start);
  const right = text.slice(end, end + AFTER);
  const ascii = isAscii(text.charCodeAt(start)) && isAscii(left.charCodeAt(left.length - 1));
  const head = (ascii ? ASCII_NAME_START : NAME_START).exec(left)?.[0] ?? "";
  const tail = (ascii ? ASCII_NAME_END : NAME_END).exec(right)?.[0] ?? "";
  return {
    name: head + text.slice(start, end) + tail,
    before: left.slice(0, left.length - head.length),
    after: right.slice(tail.length),
  };
}

function isAscii(code: number): boolean {
  return !(code >= 128);
}

/** A value in quotes, after a prefix as string literals have it; with the same quote inside only behind a backslash. */
const QUOTED = String.raw`(?:\b[a-zA-Z]{1,2}|[@$])?(?:"""|'''|\\?["'\x60])`;

/** What can stand between a name and the sign that assigns: the end of a quote or index, a type. */
const CLOSING = String.raw`(?:\\{0,3}["'\x60]|&quot;|[\])*]){0,4}[ \t]{0,16}(?:\(\w{1,12}\)[ \t]?)?`;
const TYPE = String.raw`(?:(?:(?::[ \t]?)?(?:&(?:'static )?str|str|String\??|string|std::string|SecretStr|Optional\[str\]|char \*|varchar\(\d+\)|text|[Aa]s String)|\[\]|\[\d*\])[ \t]{0,4}(?==))?`;
const SIGN = String.raw`(?:\?\?=|\|\|=|:=|:-|=>|===?|!==?|<-|->|[=:：])`;
const ASSIGNED = new RegExp(`^${CLOSING}${TYPE}${SIGN}[ \\t]{0,16}(?:\\\\?\\r?\\n[ \\t]{0,16})?`);
const CALLED = /^\([ \t]{0,4}/;
const LISTED = new RegExp(String.raw`^${CLOSING}(?:,|\?\?|\|\||\bor\b)[ \t]{0,40}`);

/** `name=".." value=".."`, `"name": "..", "value": ".."`, `<key>..</key><string>..</string>`, a variable's default. */
const PAIRED =
  /^\\?["']?(?:[\s,;]{0,40}|[^{}<>]{0,60}\{[^{}]{0,160}?\s)["']?(?:[vV]alue|default|val|content|secret|plaintext)\\?["']?\s{0,4}[:=]\s{0,4}/;
const NEXT_ELEMENT = /^[^<>\n]{0,20}<\/[\w:.-]{1,30}>\s{0,60}(?:<[\w:.-]{1,30}[^<>]{0,40}>\s{0,20}){1,3}/;
const INNER_ELEMENT = /^[^<>\n]{0,80}>\s{0,60}<(?:[\w.-]{1,20}:)?(?:[vV]alue|string|PlainText)[^<>]{0,60}>/;
const ELEMENT = /^[^<>\n]{0,80}>/;

const OPTION_BEFORE = /(?:^|[\s"'\x60,[(=])(?:--?|\/)(?:[\w:]{0,20}[:])?$/;
const OPTION = /^(?:[=:]|[ \t]{1,4}|["'],\s{0,4})/;
const SPACED_BEFORE =
  /(?:^|\n)[ \t]*(?:(?:ENV|ARG|export|set|setx|enable|user(?:name)? \S{1,40}|machine \S{1,80}|login \S{1,80}|snmp-server \S{1,20})[ \t]+)*$/;
/** A string behind a space, as in SQL, C and Gradle. */
const SPACED_STRING = /^[ \t]{1,24}(?=N?["'])/;
const NETRC_BEFORE = /\b(?:machine|login|account|user)\s+\S{1,80}\s+$/;
const SPACED = /^[ \t]{1,16}(?:[0-9][ \t]{1,2})?/;
const TOLD =
  /^["'\x60*_)]{0,2}(?:[ \t](?:for|of|von|für|de|du|del|zu|to)[ \t][^\n:=.]{1,40}(?=[:=]))?(?:[ \t](?:is|are|was|ist|lautet|war|est|es|è|é|to|be|wird|as|auf)\b)?[ \t]{0,4}(?:[:：=][ \t]{0,4})?/;

/** What may be assigned to the name; the caller knows which of it is a secret. */
export function* assignmentsOf({ before, after }: Naming): Generator<Assignment> {
  const sign = ASSIGNED.exec(after);
  if (sign) yield* valueAt(after, sign[0].length, "assigned");
  const listed = CALLED.exec(after) ?? LISTED.exec(after);
  if (listed) yield* quotedAt(after, listed[0].length);
  const pair = PAIRED.exec(after);
  if (pair) yield* valueAt(after, pair[0].length, "paired");
  if (/[<>]/.test(after.slice(0, 120))) yield* elementValue(after);
  if (OPTION_BEFORE.test(before)) yield* optionValue(after);
  if (SPACED_BEFORE.test(before) || NETRC_BEFORE.test(before)) {
    const space = SPACED.exec(after);
    if (space) yield* valueAt(after, space[0].length, "spaced");
  }
  const string = SPACED_STRING.exec(after);
  if (string) yield* quotedAt(after, string[0].length);
  const told = TOLD.exec(after)?.[0] ?? "";
  if (/\S/.test(told)) yield* valueAt(after, told.length, "told");
}

function* quotedAt(after: string, start: number): Generator<Assignment> {
  for (const assignment of valueAt(after, start, "listed")) if (assignment.quoted) yield assignment;
}

function* optionValue(after: string): Generator<Assignment> {
  const space = OPTION.exec(after);
  if (space) yield* valueAt(after, space[0].length, "option");
}

function* elementValue(after: string): Generator<Assignment> {
  for (const element of [NEXT_ELEMENT, INNER_ELEMENT, ELEMENT]) {
    const start = element.exec(after)?.[0].length;
    if (start === undefined) continue;
    const end = after.indexOf("</", start);
    const value = after
      .slice(start, end < 0 ? start : end)
      .trim()
      .replace(/^<!\[CDATA\[|\]\]>$/g, "");
    if (value !== "") yield { value, quoted: true, form: "paired" };
  }
}

const OPENING = new RegExp(
  `^(?:\\*\\*[ \\t])?(?:(?:(?:new )?[A-Za-z_.]{1,30}\\(|[[({])\\s{0,20})?(${QUOTED})`,
);
const BARE = /^(?:\*\*[ \t]?|__)?(?:[|>][-+]?[ \t]*\r?\n[ \t]{1,16})?([^\s"'\x60<>]{1,200})/;

function* valueAt(after: string, start: number, form: Form): Generator<Assignment> {
  const rest = after.slice(start);
  const opening = OPENING.exec(rest);
  if (opening) {
    const quote = opening[1].replace(/^[a-zA-Z@$]{1,2}(?=\W)/, "");
    const value = untilQuote(rest.slice(opening[0].length), quote);
    if (value !== undefined) yield { value, quoted: true, form };
    return;
  }
  const bare = BARE.exec(rest);
  if (bare) yield { value: bare[1], quoted: false, form };
}

/** What comes before the closing quote, on one line; undefined when there is none. */
function untilQuote(rest: string, quote: string): string | undefined {
  const end = rest.indexOf(quote);
  const value = rest.slice(0, end < 0 ? 0 : end);
  return end < 0 || value.includes("\n") ? undefined : value;
}
