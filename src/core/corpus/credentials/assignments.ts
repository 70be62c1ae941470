import { aroundName } from "./nearby";

/** A value that is written beside a name. */
export interface Assignment {
  readonly value: string;
  /** Whether quotes or a tag enclose the value. */
  readonly quoted: boolean;
  readonly form: Form;
}

/**
 * `assigned`: by `=`, `:` and the like; `listed`: behind a comma, a bracket or an alternative; `nested`: to the first key in the braces behind the name;
 * `paired`: a name and a value as two attributes or elements; `owned`: behind a user's name and its own; `option`: of a command; `spaced`: at the beginning of a line, with only a space between; `told`: in a sentence;
 * `near`: with only signs, markup or a line's end between.
 */
export type Form =
  | "assigned"
  | "listed"
  | "nested"
  | "paired"
  | "owned"
  | "option"
  | "spaced"
  | "told"
  | "near";

/** UTF-16 units in front of a keyword and behind it that are looked at. */
const BEFORE = 120;
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

/** Of scripts in which words stand without spaces between, so that the word for a password is all that names it. */
const UNSPACED = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** The name around the units from `start` to `end`. */
export function namingAt(text: string, start: number, end: number): Naming {
  const left = text.slice(Math.max(0, start - BEFORE), start);
  const right = text.slice(end, end + AFTER);
  if (UNSPACED.test(text[start])) return { name: text.slice(start, end), before: left, after: right };
  const ascii = [text[start], left.at(-1), right[0]].every(isAscii);
  const head = ascii ? asciiNameStart(left) : (NAME_START.exec(left)?.[0] ?? "");
  const tail = (ascii ? ASCII_NAME_END : NAME_END).exec(right)?.[0] ?? "";
  const name = head.replace(/^-[DP](?=[a-z]|$)|^[-.]+/, "");
  return {
    name: name + text.slice(start, end) + tail,
    before: left.slice(0, left.length - name.length),
    after: right.slice(tail.length),
  };
}

/** Goes backwards: a regular expression would try to begin everywhere. */
function asciiNameStart(left: string): string {
  let start = left.length;
  while (start > Math.max(0, left.length - 60) && /[\w.-]/.test(left[start - 1])) start--;
  return left.slice(start);
}

function isAscii(char: string | undefined): boolean {
  return char === undefined || char < "\x80";
}

/** A value in quotes, after a prefix as string literals have it; with the same quote inside only behind a backslash. */
const QUOTED = String.raw`(?:\b[a-zA-Z]{1,2}|[@$])?(?:"""|'''|\\?["'\x60])`;

/** What can stand between a name and the sign that assigns: the end of a quote or index, a type. */
const CLOSING = String.raw`(?:(?:["']\])?\[["'][\w.@-]{1,40}(?=["']\]))?(?:\\{0,3}["'\x60]|&quot;|[\])}*]){0,4}[ \t]{0,16}(?:\(\w{1,12}\)[ \t]?)?`;
const TYPE = String.raw`(?:(?:(?::[ \t]?)?(?:&(?:'static )?str|str|String\??|string|std::string|SecretStr|Optional\[str\]|char \*|[ \t]?[nN]?(?:varchar2?|VARCHAR2?)\(\d+\)|text|[Aa]s String)|\[\]|\[\d*\]|\{ ?get;[^{}\n]{0,40}\}|:[ \t]?[\w$.<>[\], *&'|?]{1,40}?)[ \t]{0,4}(?=:?=))?`;
const SIGN = String.raw`(?:\?\??=|<<<|\|\|=|:=|:-|=>|===?|!==?|<-|->|::(?=[ \t])|[=:：](?!:))`;
/** A value on the next line is indented there, or in quotes: what begins a line is another setting. */
const NEXT_LINE = String.raw`(?:\\\r?\n[ \t]{0,16}|\r?\n(?:[ \t]{1,16}|(?=["'])))?`;
const ASSIGNED = new RegExp(
  `^${CLOSING}${TYPE}${SIGN}[ \\t]{0,16}${NEXT_LINE}(?:![\\w:/.]{0,40}[ \\t]{1,4})?`,
);
/** A value in braces of its own, as templates of clouds have it. */
const BOXED = new RegExp(
  String.raw`^${CLOSING}(?:=>|[=:])\s{0,16}\{\s{0,40}["']?(?:[vV]alue|[dD]efault(?:Value)?|plaintext)["']?\s{0,4}(?:=>|[=:])\s{0,4}`,
);
const NESTED = new RegExp(
  String.raw`^${CLOSING}(?:=>|[=:])?\s{0,16}\{\s{0,40}["']?[\w.-]{1,40}["']?\s{0,4}(?:=>|[=:])\s{0,4}`,
);
/** The first of two values for two names. */
const FIRST_OF_TWO = /^[ \t]{0,4}=[ \t]{0,4}\(?["'][^"'\n]{0,60}["'],[ \t]{0,4}/;
const CALLED = /^\([ \t]{0,4}/;
/** Arguments in front of the last one, of a call whose name has the word for a password. */
const CALLED_LATER =
  /^\((?:[^()"'\n,]{0,60}|["'][^"'\n]{0,60}["']),[ \t]{0,4}(?:["'][^"'\n]{0,60}["'],[ \t]{0,4})?(?=["'][^"'\n]{0,60}["'][ \t]{0,4}\))/;
const LISTED = new RegExp(String.raw`^${CLOSING}(?:,|\bor\b)[ \t]{0,40}`);
/** What is taken where a variable is not set. */
const DEFAULT = new RegExp(String.raw`^${CLOSING}(?:\?\?|\|\|)[ \t]{0,40}`);
const DEFAULT_BEFORE =
  /(?:getenv|environ\.get|\benv|fetch|get_?(?:or|property|option|env\w*)|setproperty|setitem|putstring|\bput|\bset)\([ \t]{0,4}["'\x60][^"'\x60\n]{0,40}$/i;
/** Into the field with that name, as tests of pages do. */
const TYPED = new RegExp(
  String.raw`^${CLOSING}(?:\.(?:sendKeys|send_keys|typeText|type|fill|enterText|val|set_?[vV]alue)\(|,[ \t]?)[ \t]{0,8}`,
);
const TYPED_BEFORE = /\.(?:fill|type|set_?value|fill_in|enter_?text)\([ \t]{0,4}["'\x60][^"'\x60\n]{0,40}$/i;

/** The first argument of a function that takes a password and a salt. */
const ARGUMENT_BEFORE = /(?:argon2|crypt|pbkdf2|hash|kdf|derive)\w{0,16}\([ \t]*["'\x60]$/i;

/** `name=".." value=".."`, `"name": "..", "value": ".."`, `<key>..</key><string>..</string>`, a variable's default. */
const PAIRED =
  /^\\?["']?(?:[\s,;]{0,40}|[^{}<>]{0,60}\{[^{}]{0,160}?[\s,;])["']?(?:[vV]alue|[dD]efault(?:Value)?|val|with|content|secret|plaintext)\\?["']?\s{0,16}[:=]\s{0,16}/;
/** The default or value among a name's properties in YAML. */
const PROPERTY =
  /^["']?:[ \t]*\n(?:[ \t]+[\w-]{1,30}:[^\n]{0,80}\n){0,6}[ \t]+(?:[dD]efault|[vV]alue)[ \t]*:[ \t]*/;
const NEXT_ELEMENT =
  /^[^<>\n]{0,20}<\/(?:span>[ \t]{0,8}|(?!span>)[\w:.-]{1,30}>\s{0,60})(?:<\/?[\w:.-]{1,30}[^<>]{0,40}>\s{0,20}){1,3}/;
/** Behind a label in bold letters. */
const LABELLED = /^[ \t]{0,4}[:：]?<\/(?:b|strong|em|i|label|span)>[ \t]{0,4}[:：]?[ \t]{1,4}(?=[^\s<])/;
const INNER_ELEMENT = /^[^<>\n]{0,80}>\s{0,60}<(?:[\w.-]{1,20}:)?(?:[vV]alue|string|PlainText)[^<>]{0,60}>/;
const ELEMENT = /^[^<>\n]{0,80}>/;

const OPTION_BEFORE = /(?:^|[\s"'\x60,[(=])(?:--?|-[DPe] ?|\/)(?:[\w:]{0,20}[:])?$/;
const OPTION = /^(?:[=:]|[ \t]{1,4}|["'],\s{0,4})/;
const SPACED_BEFORE =
  /(?:^|\n)[ \t]*(?:\$\{)?(?:(?:ENV|ARG|export|set(?: -\w{1,3})*|setx|enable|user(?:name)? \S{1,40}|privilege \d{1,2}|machine \S{1,80}|login \S{1,80}|snmp-server \S{1,20})[ \t]+)*$/;
/** A string behind a space, as in SQL, C and Gradle; a macro's value. */
const DEFINE_BEFORE = /#[ \t]{0,8}define[ \t]{1,8}$/;
const SET_BEFORE =
  /(?:^|\n)[ \t]*\(?(?:setx?|setenv|setq|setf|define|def(?:var|parameter|const)?|local|let|const|val|var)[ \t]+$|[\s(]:$/;
/** Where a line of settings begins, or what a name belongs to ends. */
const DIRECTIVE_BEFORE = /(?:(?:^|\n)[ \t]*|[\w%] : |[{;] )$/;
const SPACED_STRING = /^[ \t]{1,24}(?=N?["'])/;
/** A user before the password, as in netrc's syntax and in notes. */
const USER_BEFORE =
  /(?<!\p{L})(?:machine|user(?:name)? is|login|account|user(?:name)?|benutzer|nutzer|usuario|usu\u00e1rio|utente|utilisateur|identifiant|gebruiker|u\u017cytkownik|логин|логін|пользователь)[:=]?\s+(?!(?:and|or|und|y|e|et|en|i|и|credentials?|account)\s)[\p{L}\d"'\x60<]\S{0,39}\s+((?:and|und|y|e|et|en|i|и|\/)\s+)?$/iu;
/** A key and its value as two arguments of a command. */
const KEY_AND_VALUE = /^[ \t](?=[A-Za-z+/=-]{0,40}\d)(?=[A-Za-z0-9+/=-]{16,}(?:\s|$))/;
const SPACED = /^\}?[ \t]{1,16}(?:[0-9][ \t]{1,2}|ENC[ \t]|--?[a-z]{2,12}[ \t]{1,2})?/;
/** Settings of servers and installers that nothing but a password follows. */
const DIRECTIVE = /^(?:requirepass|masterauth|rootpw|bindpw)$/i;
/** Words that say what something is, and right behind a name what it becomes. */
const COPULA =
  "is|are|was|ist|lautet|war|est|sera|es|será|era|è|sarà|é|são|är|er|je|bylo|byla|jest|este|adalah|là|είναι|является";
const BECOMES = "to|be|wird|as|auf";
/** What a password is for, up to the sign or word behind it: a dot inside is one of a name or a number. */
const BELONGING = String.raw`(?:[ \t](?:\([^()\n]{1,60}\)|\[[^[\]\n]{1,60}\](?=:)|(?:for|of|von|vom|für|im|in|on|at|with|de|di|du|des|del|della|da|do|na|no|zu|zum|zur|to|pour|para|per|voor|van|till|för|til|dla|от|для|temp\w{2,10}|itself|(?:is|was|has been)[ \t](?:generated|created|set)[ \t]for)(?=[ \t])|d['’]|(?=[\u0080-\uffff])(?!–|→))(?:[^\n:=.]|\.(?=\w)|:\/\/){0,60}?(?=[ \t]?(?:[:=](?!\/\/)|[→–])|[ \t](?:${COPULA})[ \t]))`;
const TOLD = new RegExp(
  String.raw`^["'\x60*_)]{0,2}(?:${BELONGING})?(?:[ \t](?:has been |was |is |were |wurde )?(?:re)?(?:set|changed|updated|geändert|gesetzt)[ \t](?=(?:to|from|von|auf|in|zu)[ \t:=]))?(?:[ \t]?(?:${COPULA}|${BECOMES}|(?:from|von)(?=[ \t][^"']))(?=[ \t:=]))?(?:[ \t](?:still|now|noch|jetzt|currently|encore|ahora|ora))?[ \t]{0,4}(?:[:：=→–][ \t]{0,4})?(?:[«„“‚][ \u00a0]?)?`,
  "i",
);

/** A field of a form behind its label. */
const LABELLED_FIELD = /^[^<>\n]{0,20}<\/\w{1,12}>\s{0,20}<(?:input|option|textarea)\b[^<>]{0,160}?\bvalue=/;

/** What may be assigned to the name; the caller knows which of it is a secret. */
export function* assignmentsOf(naming: Naming): Generator<Assignment> {
  const { name, before, after } = naming;
  const sign = ASSIGNED.exec(after);
  if (sign) yield* valueAt(after, sign[0].length, "assigned");
  const listed = CALLED.exec(after) ?? (ARGUMENT_BEFORE.test(before) ? null : LISTED.exec(after));
  if (listed)
    yield* quotedAt(
      after,
      listed[0].length,
      /(?:^|\.)(?:set|with)/i.test(name) || DEFAULT_BEFORE.test(before) || /(?:^|\n)$/.test(before)
        ? "assigned"
        : "listed",
    );
  const later = CALLED_LATER.exec(after);
  if (later) yield* quotedAt(after, later[0].length);
  const fallback = DEFAULT.exec(after);
  if (fallback) yield* quotedAt(after, fallback[0].length, "assigned");
  const typed = TYPED.exec(after);
  if (typed && (/\w\($/.test(typed[0]) || TYPED_BEFORE.test(before)))
    yield* quotedAt(after, typed[0].length, "owned");
  const two = /\w,[ \t]?$/.test(before) ? FIRST_OF_TWO.exec(after) : null;
  if (two) yield* quotedAt(after, two[0].length);
  const boxed = BOXED.exec(after);
  if (boxed) yield* quotedAt(after, boxed[0].length, "assigned");
  const nested = NESTED.exec(after);
  if (nested) yield* quotedAt(after, nested[0].length, "nested");
  const pair = PAIRED.exec(after) ?? PROPERTY.exec(after);
  if (pair) yield* valueAt(after, pair[0].length, "paired");
  if (/[<>]/.test(after.slice(0, 120))) yield* elementValue(after);
  if (OPTION_BEFORE.test(before)) yield* optionValue(after);
  const pairOfWords = /[a-z]_[a-z]/i.test(name) ? KEY_AND_VALUE.exec(after) : null;
  if (pairOfWords) yield* valueAt(after, pairOfWords[0].length, "nested");
  const space = SPACED.exec(after);
  if (space && SPACED_BEFORE.test(before))
    yield* valueAt(after, space[0].length, DIRECTIVE.test(name) ? "assigned" : "spaced");
  const user = space && USER_BEFORE.exec(before);
  if (user) yield* valueAt(after, space[0].length, user[1] ? "told" : "owned");
  const string = SPACED_STRING.exec(after);
  if (string)
    yield* quotedAt(
      after,
      string[0].length,
      DEFINE_BEFORE.test(before) || SET_BEFORE.test(before) || DIRECTIVE_BEFORE.test(before)
        ? "assigned"
        : "listed",
    );
  if (/pass\w{2,}$/i.test(name) && /^ \x60/.test(after)) yield* valueAt(after, 1, "told");
  yield* belowName(naming);
  const told = TOLD.exec(after)?.[0] ?? "";
  if (/\S/.test(told)) yield* valueAt(after, told.length, "told");
  const field = LABELLED_FIELD.exec(after);
  if (field) yield* valueAt(after, field[0].length, "paired");
  if (!ARGUMENT_BEFORE.test(before)) yield* aroundName(naming);
}

/** In front of what somebody says in a chat. */
const SPEAKER = String.raw`(?:[^\n:<>]{0,20}(?:\d:\d\d[^\n:<>]{0,20})?(?:: |<[^\n<>]{1,20}> ))`;
const ANSWER =
  "it[’']?s|it is|that[’']?s|yes|yeah|yep|sure|ok|try|use|here|now|still|es ist|das ist|ist|lautet|ja|nimm|est|c[’']est|oui|es|sí|si|era|è|sì|é|sim|het is|is|to|tak|это|да|i think|it was|was|claro|creo que|klar|oh|hey|ok";
/** A comment that says what the next line assigns, or a question whose answer is the next line. */
const COMMENT_BEFORE = /(?:^|\n)[ \t]*(?:#|\/\/|--|;|\/?\*|<!--)[^\n]*$/;
const ASSIGNED_BELOW =
  /^[^\n:=?]{0,60}:?[ \t]*(?:-->|\*\/)?\r?\n[ \t]*[\w$.-]{1,40}[ \t]{0,4}(?::=|=>|[=:])[ \t]{0,4}/;
const ANSWERED_BELOW = [
  String.raw`\?[^\n]{0,20}\r?\n(?:${SPEAKER}[^\n]{0,40}\n){0,2}?(?:${SPEAKER})?`,
  String.raw`[^\n]{0,20}\r?\n(?:${SPEAKER}[^\n]{0,40}\n){0,2}?${SPEAKER}`,
].map(
  (answer) =>
    new RegExp(
      String.raw`^[^\n:=?]{0,60}${answer}(?:(?:${ANSWER})[,:]?[ \t]){0,3}(?=\S{6,60}[ \t]*(?:\r?\n|$))`,
      "iu",
    ),
);
/** What somebody says in a chat, up to the words for a password. */
const SAID_IN_CHAT = new RegExp(String.raw`(?:^|\n)${SPEAKER}[^\n]*$`, "iu");
/** The password behind the words for it, as in "log in with the password ...". */
const SAID_BEFORE =
  /(?:\b(?:with|and|using|mit|und|con|avec|com|met|the|initial|default|temporary)[ \t](?:[\p{L}]{1,12}[ \t]){0,2})$/iu;
/** In brackets, or behind a sign in a list of what belongs to an account. */
const SAID_BEHIND_SIGN = /[(,][ \t]?$|[ \t]\/[ \t]$|[ \t](?:y|e|en|i|et)[ \t](?:\p{L}{1,8}[ \t])?$/iu;
/** In brackets, and at the end of a short line. */
const NOTED = /^[ \t]\((?:(?:old|new|now|was|is|alt|neu|currently?)[:=]?[ \t]|(?=[^\s()]{6,60}\)))/i;
/** In languages that are written without spaces. */
const CJK = /^(?:は|が|为|為|是|은|는)[ \t]?[「『“"]?/;
const LINE_END = /^[ \t](?=[^\s"'\x60<>]{6,130}[ \t]*(?:\r?\n|$))/;
const SAID = /^[ \t](?:["'\x60(*]{0,2})(?=[^\s"'\x60]{6,130}(?:[\s"'\x60)*.,]|$))/;

/** UTF-16 units behind the name in which its line ends. */
const LINE_UNITS = 90;

function answerBelow(before: string, after: string): RegExpExecArray | null {
  const lineEnd = after.indexOf("\n");
  if (lineEnd < 0 || lineEnd > LINE_UNITS) return null;
  const [toQuestion, inChat] = ANSWERED_BELOW;
  if (after.lastIndexOf("?", lineEnd) >= 0) return toQuestion.exec(after);
  return SAID_IN_CHAT.test(before) ? inChat.exec(after) : null;
}

function* belowName({ before, after }: Naming): Generator<Assignment> {
  const below = (COMMENT_BEFORE.test(before) && ASSIGNED_BELOW.exec(after)) || answerBelow(before, after);
  if (below) yield* valueAt(after, below[0].length, "told");
  const said = SAID_BEFORE.test(before) ? SAID.exec(after) : null;
  if (said) yield* valueAt(after, said[0].length, "told");
  const behindSign = said || !SAID_BEHIND_SIGN.test(before) ? null : SAID.exec(after);
  if (behindSign) yield* valueAt(after, behindSign[0].length, "near");
  const noted = CJK.exec(after) ?? NOTED.exec(after) ?? LINE_END.exec(after);
  if (noted) yield* valueAt(after, noted[0].length, "told");
}

function* quotedAt(after: string, start: number, form: Form = "listed"): Generator<Assignment> {
  for (const assignment of valueAt(after, start, form)) if (assignment.quoted) yield assignment;
}

function* optionValue(after: string): Generator<Assignment> {
  const space = OPTION.exec(after);
  if (space) yield* valueAt(after, space[0].length, "option");
}

function* elementValue(after: string): Generator<Assignment> {
  for (const element of [NEXT_ELEMENT, INNER_ELEMENT, ELEMENT, LABELLED]) {
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
  `^(?:\\*\\*[ \\t])?(?:(?:(?:(?:new|await) ){0,2}[\\w.:]{1,30}\\((?:\\w{1,12} ?= ?)?|[[({])\\s{0,20})?(${QUOTED})`,
);
const KEY_END = /^["'\x60]\s{0,4}(?:=>|:)/;
const BARE = /^(?:\*\*[ \t]?|__)?(?:[|>][-+]?[ \t]*\r?\n[ \t]{1,16})?([^\s"'\x60<>]{1,200})/;

function* valueAt(after: string, start: number, form: Form): Generator<Assignment> {
  const rest = after.slice(start);
  const opening = OPENING.exec(rest);
  if (opening) {
    const quote = opening[1].replace(/^[a-zA-Z@$]{1,2}(?=\W)/, "");
    const inside = rest.slice(opening[0].length);
    const value = untilQuote(inside, quote);
    if (value === undefined) return;
    const isKey = opening[0].startsWith("{") && KEY_END.test(inside.slice(value.length));
    if (!isKey) yield { value, quoted: true, form };
    return;
  }
  const bare = BARE.exec(rest);
  if (bare && !isKey(bare[1])) yield { value: bare[1], quoted: false, form };
}

/** The first name in a block of YAML. */
function isKey(bare: string): boolean {
  return /^[a-zA-Z_-]+:$/.test(bare);
}

/** What comes before the closing quote, on one line; undefined when there is none. */
function untilQuote(rest: string, quote: string): string | undefined {
  const end = rest.indexOf(quote);
  const value = rest.slice(0, end < 0 ? 0 : end);
  return end < 0 || value.includes("\n") ? undefined : value;
}
