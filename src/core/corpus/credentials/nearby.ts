import type { Assignment, Naming } from "./assignments";

/** What may stand between a name and its value whatever the language is: signs, elements, commands of TeX, ends of lines. */
const NEAR =
  /^(?:["'\x60\])}*_>]{1,4}|&quot;)?(?:(?:[ \t]{0,40}(?:\|{1,2}|[,;.:=&]{1,2}|=?>|::|-{1,2}|\bto\b|\bTO\b)[ \t]{0,40}|[ \t]{2,40}|\t|"\r?\n\r?\n)(?:<\w{1,12}[^<>\n]{0,40}>|\\\w{2,12}\{|["'\x60({[*_]{1,3})?|<\w{1,12}[^<>\n]{0,40}>)(?=[^\s"'\x60<>|,;:(){}=*\\]{6,130}={0,2}(?:["'\x60<>|,;(){}\s*\\]|$))/;
/** A value in front of the words for it, as in `enter "..." as password` and `MOVE "..." TO PASSWORD`. */
const VALUE_BEFORE =
  /(?:(["'\x60\u201c])([^"'\x60\s\u201d]{5,80})["'\x60\u201d]|\b(?:[Ww]ith|[Mm]it|[Aa]vec|[Cc]on|[Cc]om|[Uu]ses?|[Uu]sing|[Ee]nter|[Tt]ype(?: in)?)[ \t]()([^\s"'\x60]{6,80}))[ \t]{1,4}(?:as|to|TO|into|for|(?:when|if) (?:it |you are )?(?:asks|asked|prompted) for|at|is|als|ist|comme|est|como|es|come|per)[ \t]{1,4}(?:(?:the|your|its|their|my|a|das|der|dein|le|la|el|il|o|as)[ \t])?(?:[\w.-]{1,20}[ -]){0,2}$/;

/** A title, and its value alone on the next line. */
const TITLE_BEFORE = /(?:^|\n)[#=*_ \t>-]{0,8}(?:\p{L}{1,20} ){0,3}$/u;
const BELOW_TITLE =
  /^(?:[*_]{0,3}[ \t]*\r?\n(?:[=~-]{3,60}\r?\n)?|[*_]{0,2}:[*_]{0,2}[ \t]*\r?\n(?:[ \t]*\r?\n)?)\s{0,8}(?:[:*+-][ \t]{1,4})?[\x60*]{0,3}([^\s\x60*<>]{6,130})[\x60*]{0,3}[ \t]*(?:\r?\n|$)/;
/** A store's command with a key that is a path. */
const STORE_BEFORE =
  /\b(?:put|set|add|write|config)\b[^\n"'=]{0,40}[ \t](?=[\w:/.-]*[:/._-])[\w:/.-]{1,60}$/i;
const WORD_OF_COMMAND = /^ (?:--?[a-z]{1,12}[ =]["']?)?([^\s"'-][^\s"']{5,60})(?=["'\s]|$)/;

/** Whether the line in front is a command with an option. */
function isArgument(before: string): boolean {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (
    /\s$/.test(line) && /^[ \t$>]*[a-z]/.test(line) && /\s(?:--?|\/)\w/.test(line) && !/["';|()]/.test(line)
  );
}

/** What stands near the name in ways that no form of assignment has; of that only made-up values are secrets. */
export function* aroundName({ name, before, after }: Naming): Generator<Assignment> {
  const near = NEAR.exec(after)?.[0];
  const isOption = near !== undefined && /[ \t]-{1,2}$/.test(near);
  const inQuotes = near !== undefined && /["'\x60>]$/.test(near);
  const value =
    near === undefined || isOption
      ? undefined
      : /^[^\s"'\x60<>|,;(){}\\]+/.exec(after.slice(near.length))?.[0];
  if (value !== undefined) yield { value, quoted: inQuotes, form: "near" };
  const below = !name.endsWith("-") && TITLE_BEFORE.test(before) ? BELOW_TITLE.exec(after)?.[1] : undefined;
  if (below !== undefined) yield { value: below, quoted: false, form: "near" };
  const word = WORD_OF_COMMAND.exec(after)?.[1];
  if (word !== undefined && (isArgument(before) || STORE_BEFORE.test(before + name)))
    yield { value: word, quoted: false, form: "option" };
  const [, quote, quoted, , bare] = VALUE_BEFORE.exec(before) ?? [];
  if (quote !== undefined && quoted !== undefined) yield { value: quoted, quoted: true, form: "near" };
  else if (bare !== undefined) yield { value: bare, quoted: false, form: "near" };
}
