import { isSourceCode } from "../sourceCode";
import { type Assignment, assignmentsOf, type Form, type Naming } from "./assignments";
import { hasOwner } from "./companions";
import { isJumble } from "./jumbles";
import { isMadeUp, isNumbered, isTold } from "./looks";
import { isOftenChosen } from "./oftenChosen";
import { isLongWord, isNoAdjective, isSaidInProse } from "./proseWords";
import {
  isCamel,
  isChained,
  isMixed,
  isPhrase,
  isPlaceholder,
  isRandom,
  isUnguessable,
  isWord,
  isWordRow,
} from "./values";
import { wholeNamingAt } from "./wholeNames";
import { classOfName, isAmbiguous, isLabel, type NameClass, namesOwner } from "./words";

/** What a file is written in decides how a value without quotes reads: as an expression, as the value, as a word of a sentence. */
export type Writing = "code" | "config" | "prose";

/** What is written in expressions like a programming language, or has none at all. */
const MORE_CODE =
  /\.(?:pm|t|r|awk|tcl|vbs?|pas|f90|asm|s|x|def|proto|css|scss|less|y|gradle|cmake|graphql|sol|v|sv|vhd|adb|ads|el|lisp|scm|erb|ejs|hbs|twig|j2|jinja2?|cshtml|jsp|aspx?)$/i;

export function writingOf(path: string): Writing {
  if (isSourceCode(path) || MORE_CODE.test(path)) return "code";
  return /\.(?:md|markdown|mdx|txt|text|rst|adoc|asciidoc|org|tex|x?html?|log|eml|mbox|po|pot|\d)$|(?:^|\/)[A-Z]+$/i.test(
    path,
  )
    ? "prose"
    : "config";
}

/** Whether a credential is assigned to the name that has a keyword from `start` to `end`. */
export function isCredentialAt(writingOfFile: Writing, text: string, start: number, end: number): boolean {
  const naming = wholeNamingAt(text, start, end);
  const nameClass = classOfName(naming.name);
  if (nameClass === undefined || IN_COLONS.test(naming.before)) return false;
  if (KEY_BYTES.test(naming.after)) return true;
  const writing = isSetting(naming) ? "config" : isInComment(naming) ? "prose" : writingOfFile;
  for (const assignment of assignmentsOf(naming)) {
    if (isSecret(nameClass, assignment, naming, writing)) return true;
    const inCode = writing === "code" && assignment.quoted;
    if (isChosen(nameClass, assignment, naming, writing, () => hasOwner(text, start, end, inCode)))
      return true;
  }
  return false;
}

/** Whether the name stands in a comment that has the line to itself. */
function isInComment({ before }: Naming): boolean {
  return WHOLE_COMMENT.test(before.slice(before.lastIndexOf("\n") + 1));
}

const WHOLE_COMMENT = /^[ \t]*(?:\/\/|\/?\*|<!--|REM\b)[ \t]/;

/** What a line of a shell begins with, up to an argument. */
const ARGUMENT_BEFORE = /(?:^|\n)[ \t$>]*[a-z\d][\w./-]*[ \t](?:[^\n()]{0,100}[ =])?$/;
const SETTING_BEFORE = /(?:^|\n)(?:[^\n()]{0,100}[ \t])?$/;

/** Whether a line of whatever file sets a variable of the environment, or a command is told a name with a value. */
function isSetting({ name, before, after }: Naming): boolean {
  if (!/^=[\p{L}\d]/u.test(after)) return false;
  return (/^\p{Lu}[\p{Lu}\d_]*$/u.test(name) ? SETTING_BEFORE : ARGUMENT_BEFORE).test(before);
}

/** The bytes of a key as a list of numbers. */
const KEY_BYTES =
  /^[\w$\]["')* ]{0,12}(?:: ?[\w<>[\]; ]{1,24})?\s{0,4}[=:]\s{0,4}(?:[\w.]{1,24}\(|&|bytes)?\s{0,4}[[({]\s{0,8}(?:(?:0x[\da-fA-F]{2}|\d{1,3})u?\s{0,8},\s{0,8}){15}/;

/** In front of a part of what has its parts between colons, as names of resources in Amazon's cloud. */
const IN_COLONS = /[^:\s]:[\w-]+:$/;

/** Printable ASCII in hexadecimal. */
const HEX_OF_TEXT = /^(?:[2-7][\da-f]){5,60}$/i;

function isSecret(nameClass: NameClass, assignment: Assignment, naming: Naming, writing: Writing): boolean {
  const value = writtenValue(assignment);
  if (!assignment.quoted && writing === "code" && !isTextInCode(naming, assignment)) return false;
  if (CODES.test(naming.name))
    return (
      /^(?:assigned|listed|owned|paired)$/.test(assignment.form) &&
      writing !== "code" &&
      /^\d{4,12}$/.test(value)
    );
  if ((assignment.form === "assigned" || assignment.form === "listed") && isUnguessable(value)) return true;
  if (isPlaceholder(value) || isAddress(value) || sameAsName(value, naming.name)) return false;
  if (nameClass === "key")
    return (
      (/^(?:assigned|paired)$/.test(assignment.form) ||
        (assignment.form === "told" && writing !== "code" && STATED.test(naming.after))) &&
      isKeyOfService(value)
    );
  if (writing === "prose" && !assignment.quoted && isSaidInProse(value)) return false;
  if (assignment.form === "spaced" && writing === "prose" && !/\S[ \t]*$/.test(naming.before)) return false;
  if (/hex/i.test(naming.name) && HEX_OF_TEXT.test(value)) return true;
  if (assignment.form === "near")
    return nameClass === "password"
      ? !isAmbiguous(naming.name) && (isMadeUp(value) || (isWordRow(value) && !/^[a-z]+_/.test(value)))
      : isRandom(value);
  if (assignment.form === "nested") return isRandom(value) || (HOLDERS.test(naming.name) && isMadeUp(value));
  if (nameClass === "token")
    return (
      isRandom(value) ||
      isUserAndPassword(value) ||
      (isSure(assignment.form) &&
        CHOSEN_KEY.test(naming.name) &&
        (writing === "config" || /\w[cC]redentials?$/.test(naming.name)) &&
        isMadeUp(value))
    );
  if (nameClass === "secret")
    return (
      isRandom(value) ||
      (assignment.form === "told" && value.length >= 8 && isMadeUp(value) && !isNumbered(value)) ||
      (assignment.form !== "told" &&
        (isPhrase(value) || isJumble(value) || (value.length >= 8 && isMixed(value))))
    );
  if (isJumble(value)) return !(assignment.form === "told" && SLAVIC_PARTICIPLE.test(naming.after));
  if (isMixed(value)) return assignment.form !== "told" || isTold(value);
  return false;
}

/** A word in small letters behind the verb, whose consonants are those of no word to others. */
const SLAVIC_PARTICIPLE = /^[^\n.:=]{0,60}[ \t](?:je|jest|este)[ \t]\p{Ll}+(?:[\s.,;!"]|$)/u;

/** Whether a sentence says of a word that it is a password. */
function isToldWord(
  value: string,
  quoted: boolean,
  { after }: Naming,
  writing: Writing,
  hasOwner: () => boolean,
): boolean {
  if (writing !== "code" && isCamel(value)) return true;
  if (writing !== "prose" || !isNoAdjective(value) || !(isWord(value) || isChained(value))) return false;
  return (quoted && STATED.test(after)) || hasOwner();
}

/** Whether a sentence or line that says what a password is ends with the value. */
function isToldAtEnd(value: string, { name, after }: Naming, writing: Writing): boolean {
  if (writing === "code" || isAmbiguous(name) || !STATED.test(after)) return false;
  if (!isLongWord(value) && !isWordRow(value)) return false;
  if (value.length < LONG_WORD_SAID && !/^[^\n.;]{0,60}[:=]/.test(after)) return false;
  return endsBehind(value, after);
}

/** Whether a sentence or line says that a password is or becomes a row of words, and ends with it. */
function isToldRow(value: string, naming: Naming, writing: Writing): boolean {
  if (writing === "code" || (isAmbiguous(naming.name) && !/^[ \t]?[:=]/.test(naming.after))) return false;
  if (isWordRow(value)) return endsBehind(value, naming.after);
  return CHANGE_BEFORE.test(naming.before) && isCamel(value) && endsBehind(value, naming.after);
}

const CHANGE_BEFORE = /\b(?:set|change[ds]?|reset|update[ds]?|rotate[ds]?|switch(?:ed)?)\b[^\n.;:=]{0,60}$/i;

/** Whether the sentence or line ends behind the value. */
function endsBehind(value: string, after: string): boolean {
  return /^["'\x60*_]{0,3}(?:[).,;]|[ \t]*(?:\r?\n|$|\())/.test(
    after.slice(after.indexOf(value) + value.length),
  );
}

/** Whether a value is a password only because of where it stands. */
function isChosen(
  nameClass: NameClass,
  assignment: Assignment,
  naming: Naming,
  writing: Writing,
  hasOwner: () => boolean,
): boolean {
  const value = writtenValue(assignment);
  const { form, quoted } = assignment;
  if (isPlaceholder(value) || isAddress(value) || sameAsName(value, naming.name) || isLabel(value))
    return false;
  if (nameClass === "secret")
    return writing === "config" && /^(?:assigned|spaced)$/.test(form) && isCamel(value);
  if (nameClass !== "password" || form === "nested") return false;
  if (writing === "code" && !quoted && /^(?:told|owned|spaced)$/.test(form)) return false;
  const isText = quoted || writing !== "code" || isTextInCode(naming, assignment);
  const isSet =
    isSure(form) ||
    (form === "spaced" && (writing === "config" || SET_BEFORE.test(naming.before))) ||
    (form === "owned" && (quoted || writing !== "code"));
  if (isText && !isAmbiguous(naming.name) && isSeveralWords(value, form, isSet)) return true;
  if (isText && isSure(form) && (quoted || writing === "config") && isWordRow(value)) return true;
  if (
    isText &&
    isEnclosed(assignment, naming, writing) &&
    isLongWord(value) &&
    mayStandAlone(value, assignment, naming, writing)
  )
    return true;
  if (form === "near") return false;
  if (form === "told")
    return (
      isToldWord(value, quoted, naming, writing, hasOwner) ||
      isToldAtEnd(value, naming, writing) ||
      isToldRow(value, naming, writing)
    );
  const ambiguous = isAmbiguous(naming.name) && writing !== "config";
  if (!ambiguous && quoted && isPhrase(value)) return true;
  if (!isWord(value) && !isChained(value)) return false;
  const sure = !ambiguous && isSure(form);
  if (sure && isWord(value) && allowsWord(assignment, naming, writing)) return true;
  if (
    sure &&
    (writing === "config" || form === "option") &&
    isChained(value) &&
    /\p{Lu}|[-_.+].*[-_.+]/u.test(value)
  )
    return true;
  if (!quoted && writing === "code" && !isTextInCode(naming, assignment)) return false;
  return form === "owned" ? !ambiguous || writing === "code" : hasOwner();
}

/** What sets a variable without a sign of it. */
const SET_BEFORE = /(?:^|\n)[ \t]*(?:ENV|ARG|export|setenv|setx?)[ \t]+$/;

/** Words together that nobody writes so but for a password: with capitals in the middle or with signs between, in a list only with many. */
function isSeveralWords(value: string, form: Form, isSet: boolean): boolean {
  if (isSure(form) && SLASHED.test(value)) return true;
  if (isSet && isWordRow(value)) return true;
  if (!isChained(value)) return false;
  if (isSure(form) && THREE_WORDS.test(value)) return true;
  if (/[-_.+].*[-_.+].*[-_.+]/.test(value))
    return /[a-z]/.test(value) && (isSure(form) || !value.includes("_"));
  return form !== "listed" && isCamel(value);
}

/** Forms in which nothing but a value can stand behind the name. */
function isSure(form: Form): boolean {
  return /^(?:assigned|paired|option)$/.test(form);
}

const THREE_WORDS = /^\p{Ll}{3,15}(?:-\p{Ll}{3,15}){2}$/u;
const SLASHED = /^(?:\p{Lu}\p{Ll}{2,15}\/){1,3}\p{Lu}\p{Ll}{2,15}$/u;

/** Whether what stands behind the name is the value and no word of a sentence. */
function isEnclosed({ form, quoted }: Assignment, { name, after }: Naming, writing: Writing): boolean {
  if (isAmbiguous(name) || form === "listed") return false;
  if (isSure(form)) return true;
  return form === "near" && (quoted || writing !== "prose" || ALONE.test(after));
}

/** A title, or a name and one word on a line. */
const ALONE = /^[*_"')\]]{0,3}[ \t]*(?:[:\n]|[|,;\t-][ \t]*\S+[ \t]*(?:\n|$))/;

/** In prose, nothing but the end of the line behind a value without quotes: more words are those of a sentence. */
function mayStandAlone(value: string, { quoted }: Assignment, { after }: Naming, writing: Writing): boolean {
  if (writing !== "prose" || quoted) return true;
  const rest = after.slice(after.indexOf(value) + value.length);
  return /^[)"'\x60*_.]{0,3}[ \t]*(?:[\r\n|,;<(]|$)/.test(rest);
}

/** Names of secrets that are numbers. */
const CODES = /(?:^|[^a-z])(?:pin|puk|cvv|cvc)$|\w(?:Pin|PIN)$/i;

/** What a sentence says a password is. */
const STATED = /^[^\n.;:=]{0,60}(?:[:=]|[ \t](?:is|ist|lautet|est|es|è)[ \t])/;
/** Letters of a word that a sentence says a password is, and that hardly is a property of it. */
const LONG_WORD_SAID = 11;

/** Of letters and several digits; a hash is mostly one of something else. */
function isKeyOfService(value: string): boolean {
  return /^(?=(?:\D*\d){3})(?=.*[a-z])[\w+/=:-]{16,200}$/i.test(value) && isRandom(value);
}

/** Names of what programs make as well as people. */
const CHOSEN_KEY =
  /(?:credentials?|creds?|(?:crypt|encrypt|encryption|psk|shared|wifi|wlan|network|wpa\d?)[_.-]?key)$/i;

/** Names of what maps users to passwords. */
const HOLDERS = /(?:creds?|credentials|passwords|passwds|basic_?auth)$/i;
const USER_AND_PASSWORD = /^[\w.@+-]{2,40}:([^\s:/]{6,80})$/;

function isUserAndPassword(value: string): boolean {
  const password = USER_AND_PASSWORD.exec(value)?.[1];
  return (
    password !== undefined &&
    !isPlaceholder(password) &&
    (isMadeUp(password) || isSeveralWords(password, "option", true))
  );
}

function isAddress(value: string): boolean {
  return /^[\](]*(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(value);
}

/** How servers name the cipher in front of what they encrypt with a key that is known. */
const CIPHER = /^\{(?:(?:aes\w*|xor|3?des|cipher|enc|noop|plain|clear(?:text)?)\}|(?=AQAA))/i;

/** Keys that a test of a page presses behind what it types. */
const PRESSED = /\{(?:enter|tab)\}$/i;

function writtenValue({ quoted, value }: Assignment): string {
  return (quoted ? value.replace(PRESSED, "") : withoutRest(value)).replace(CIPHER, "");
}

/** A bare value ends where the next one begins, or the sentence. */
function withoutRest(value: string): string {
  if (/^\w{1,3}[;,)]/.test(value)) return "";
  const end = value.slice(4).search(/[;,)\]}」』”。]|&(?=[\w.-]+=)|\*\*|\\[nrt"']/);
  if (end >= 0) return value.slice(0, end + 4);
  return value.replace(/[.,;:]+$/, "");
}

function sameAsName(value: string, name: string): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return letters(value) !== "" && letters(name).includes(letters(value));
}

/** Names and values with only spaces between, as in connection strings and commands. */
const PAIR_BEFORE = /(?:^|[\s"'\x60])\w{1,40}=[^\s"'\x60,;(){}=]{1,60} $/;

/** A line for the shell in a notebook, which has it in a string. */
const SHELL_IN_CODE = /(?:^|[\n"'])[ \t]*[%!][a-z]\w*[ \t][^"'\n]*$/;

/** A comment, at the beginning of a line or behind code. */
const COMMENT = /^\s*(?:#|\/\/|\/?\*|--|;|<!--|%|REM\b)|[\s;](?:#|\/\/|\/\*)[ \t]/;

/** In code a value without quotes is an expression, unless the name stands in a string or in a comment. */
function isTextInCode({ before }: Naming, { form }: Assignment): boolean {
  if (form === "option" || form === "nested") return true;
  if (/[;?&"'\x60]$|\$\{$/.test(before) || PAIR_BEFORE.test(before)) return form === "assigned";
  if (SHELL_IN_CODE.test(before)) return form === "assigned";
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^(?:assigned|told|owned|spaced)$/.test(form) && COMMENT.test(line);
}

/** A plain word is a password where nothing but a value can stand. */
function allowsWord({ quoted, form, value }: Assignment, naming: Naming, writing: Writing): boolean {
  const { before, after } = naming;
  if (isOftenChosen(value) && (quoted || writing !== "code")) return true;
  if (/^\p{Lu}\p{Ll}+$/u.test(value)) return isCapitalWord(value, naming, writing, quoted);
  if (writing === "config") return true;
  if (writing === "code") return quoted && (form === "assigned" || form === "paired");
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return form === "assigned" && line.trim() === "" && /^\W{1,8}\S+\s*(?:\n|$)/.test(after);
}

/**
 * With a capital first, as labels and states are written: a password where a constant or the name of whose it is has it assigned, and
 * the word says nothing of one.
 */
function isCapitalWord(value: string, { name, after }: Naming, writing: Writing, quoted: boolean): boolean {
  if (writing === "prose" || !isNoAdjective(value)) return false;
  const isAssigned = /^[^:\n]{0,24}=(?![=>])/.test(after);
  if (writing === "code") return quoted && isAssigned && (CONSTANT.test(name) || namesOwner(name));
  return namesOwner(name);
}

const CONSTANT = /^[A-Z][A-Z\d_]*$/;
