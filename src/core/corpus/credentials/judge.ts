import { isSourceCode } from "../sourceCode";
import { type Assignment, assignmentsOf, type Naming, namingAt } from "./assignments";
import { isJumble } from "./jumbles";
import { isMixed, isPhrase, isPlaceholder, isRandom, isUnguessable, isWord } from "./values";
import { classOfName, isAmbiguous, type NameClass } from "./words";

/** What a file is written in decides how a value without quotes reads: as an expression, as the value, as a word of a sentence. */
export type Writing = "code" | "config" | "prose";

/** What is written in expressions like a programming language, or has none at all. */
const MORE_CODE =
  /\.(?:pm|t|r|awk|tcl|vbs?|pas|f90|asm|s|x|def|proto|css|scss|less|y|gradle|cmake|graphql|sol|v|sv|vhd|adb|ads|el|lisp|scm|erb|ejs|hbs|twig|j2|jinja2?|cshtml|jsp|aspx?)$/i;

export function writingOf(path: string): Writing {
  if (isSourceCode(path) || MORE_CODE.test(path)) return "code";
  return /\.(?:md|markdown|mdx|txt|text|rst|adoc|asciidoc|org|tex|x?html?|log|po|pot|\d)$|(?:^|\/)[A-Z]+$/i.test(
    path,
  )
    ? "prose"
    : "config";
}

/** Whether a credential is assigned to the name that has a keyword from `start` to `end`. */
export function isCredentialAt(writing: Writing, text: string, start: number, end: number): boolean {
  const naming = namingAt(text, start, end);
  const nameClass = classOfName(naming.name);
  if (nameClass === undefined) return false;
  for (const assignment of assignmentsOf(naming)) {
    if (isSecret(nameClass, assignment, naming, writing)) return true;
  }
  return false;
}

function isSecret(nameClass: NameClass, assignment: Assignment, naming: Naming, writing: Writing): boolean {
  const value = assignment.quoted ? assignment.value : withoutRest(assignment.value);
  if (!assignment.quoted && writing === "code" && !isTextInCode(naming, assignment)) return false;
  if ((assignment.form === "assigned" || assignment.form === "listed") && isUnguessable(value)) return true;
  if (isPlaceholder(value) || isAddress(value) || sameAsName(value, naming.name)) return false;
  if (assignment.form === "spaced" && writing === "prose" && !/\S[ \t]*$/.test(naming.before)) return false;
  if (assignment.form === "nested") return isRandom(value) || (HOLDERS.test(naming.name) && isMadeUp(value));
  if (nameClass === "token") return isRandom(value) || isUserAndPassword(value);
  if (nameClass === "secret")
    return isRandom(value) || isPhrase(value) || isJumble(value) || (value.length >= 8 && isMixed(value));
  if (isJumble(value)) return true;
  if (isMixed(value)) return assignment.form !== "told" || isTold(value);
  if (isAmbiguous(naming.name) && writing !== "config") return false;
  if (assignment.form !== "assigned" && assignment.form !== "paired" && assignment.form !== "option")
    return false;
  return (isWord(value) && allowsWord(assignment, naming, writing)) || (assignment.quoted && isPhrase(value));
}

/** Names of what maps users to passwords. */
const HOLDERS = /(?:creds?|credentials|passwords|passwds)$/i;
const USER_AND_PASSWORD = /^[\w.@+-]{2,40}:([^\s:/]{6,80})$/;

function isUserAndPassword(value: string): boolean {
  const password = USER_AND_PASSWORD.exec(value)?.[1];
  return password !== undefined && !isPlaceholder(password) && isMadeUp(password);
}

function isAddress(value: string): boolean {
  return /^[\](]*[a-z][a-z0-9+.-]*:\/\//i.test(value);
}

/** A bare value ends where the next one begins, or the sentence. */
function withoutRest(value: string): string {
  if (/^\w{1,3}[;,)]/.test(value)) return "";
  const end = value.slice(4).search(/[;,)\]}]|&(?=[\w.-]+=)|\*\*|\\[nrt"']/);
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

/** In code a value without quotes is an expression, unless the name stands in a string or in a comment. */
function isTextInCode({ before }: Naming, { form }: Assignment): boolean {
  if (form === "option") return true;
  if (/[;?&"'\x60]$/.test(before) || PAIR_BEFORE.test(before)) return form === "assigned";
  if (SHELL_IN_CODE.test(before)) return form === "assigned";
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return form === "assigned" && /^\s*(?:#|\/\/|\/?\*|--|;|<!--|%|REM\b)/.test(line);
}

function isMadeUp(value: string): boolean {
  return (isTold(value) && isMixed(value)) || isJumble(value);
}

/** In a sentence only what has letters and digits is no word. */
function isTold(value: string): boolean {
  return value.length >= 6 && /\d/.test(value) && /\p{L}/u.test(value);
}

/** A plain word is a password where nothing but a value can stand. */
function allowsWord(
  { quoted, form, value }: Assignment,
  { before, after }: Naming,
  writing: Writing,
): boolean {
  if (/^\p{Lu}\p{Ll}+$/u.test(value)) return false;
  if (writing === "config") return true;
  if (writing === "code") return quoted && form === "assigned";
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return form === "assigned" && line.trim() === "" && /^\W{1,8}\S+\s*(?:\n|$)/.test(after);
}
