import type { Writing } from "./judge";
import { isMadeUp, isSentence, looksLike } from "./looks";
import { isOftenChosen } from "./oftenChosen";
import { isCapitalRow, isChained, isPhrase, isPlaceholder, isWordRow } from "./values";

/** In the names of calls and of what they are called on, that log in, connect, encrypt or make users. */
export const CALL_KEYWORDS = [
  ..."auth login logon signin sign_in connect session credential imap smtp ftp ldap ssh unprotect protect crypt certificate keystore addap dbi passw".split(
    " ",
  ),
  ..."bind( superuser createasync create_user createuser add_user adduser account( username_pw userdata openrowset webdriver jsch usm".split(
    " ",
  ),
];

/** UTF-16 units of the arguments that are looked at. */
const ARGUMENTS = 240;
/** The rest of the call's name, up to its arguments. */
const CALL = /^\w{0,12}\]?(?:(?:->|::|\.)\w{1,24}){0,2}[!?]?(?:[ \t]?\(|[ \t](?=["']))/;
/** What a list of a user and a password is assigned by. */
const PAIR = /^\w{0,12}["']?[ \t]{0,2}(?:=>?|:)[ \t]{0,2}[([]/;
const NAME_OF_PAIR = /^(?:auth|login|credential)$/i;
/** UTF-16 units of a password. */
const SHORTEST = 5;
/** UTF-16 units of an expression in front of a string. */
const VARIABLE = 40;
const STRING = /(["'`])([^"'`\n\\]{1,60})\1(?!\s{0,2}(?:[:=]|=>))/g;
/** Calls whose only argument is the secret. */
const OF_ONE = /(?:protect|password|passphrase|unlock)\w*(?:\(|[ \t])$/i;

/** Whether the call with a keyword from `start` to `end` in its name gets what looks like a password, without a name for it. */
export function isCalledWithPasswordAt(_: Writing, text: string, start: number, end: number): boolean {
  const after = text.slice(end, end + ARGUMENTS);
  const keyword = text.slice(start, end);
  const opening = keyword.endsWith("(")
    ? ""
    : (CALL.exec(after) ?? (NAME_OF_PAIR.test(keyword) ? PAIR.exec(after) : null))?.[0];
  if (opening === undefined) return false;
  const args = upToClosing(after.slice(opening.length));
  const called = text.slice(Math.max(0, start - NAME_UNITS), start) + keyword + opening;
  const isOnly = OF_ONE.test(keyword + opening);
  const logsIn = LOGS_IN.test(called);
  for (const { 2: value, index } of args.matchAll(STRING)) {
    if (value.length < SHORTEST) continue;
    const before = args.slice(Math.max(0, index - VARIABLE), index);
    if (!(isOnly && index === 0) && !/[,;][\s\w(&]*[bNLu]?$/.test(before)) continue;
    if (
      (isMadeUp(value) ||
        isPassphrase(value) ||
        ((isOnly || (logsIn && USER_BEFORE.test(before))) && isWords(value)) ||
        (IN_CHARACTERS.test(args.slice(index + value.length + 2)) && looksLike(value, "worded")) ||
        (isPhrase(value) && !value.includes("-"))) &&
      !isPlaceholder(value) &&
      !/[/\\@].*\.|^\w+[-_.]\d+$/.test(value)
    )
      return true;
  }
  return false;
}

/** UTF-16 units of a call's name in front of the keyword. */
const NAME_UNITS = 30;
/** Calls that log in, sign and encrypt. */
const LOGS_IN =
  /(?:log_?[io]n|sign_?in|authenticat\w*|credentials?(?:::new)?|getconnection|plainauth|basic_?auth|bind|smtp|imap\w*|ftp\w*|ssh\w*|encrypt\w*|decrypt\w*|create_?(?:user|async)|add_?user|usernamepassword\w*|password\w*)(?:\.\w{1,20}|::\w{1,20})?!?(?:[ \t]?\(|[ \t])$/i;
/** A user, or a variable. */
const USER_BEFORE =
  /(?:["'][\w.@=,\\-]{2,40}["'](?:\.\w{1,12}\(\))?|[$\w.]{1,30})[ \t]{0,2},\s{0,20}[bNLu]?$/;

/** Words that nobody writes so but for a password. */
function isWords(value: string): boolean {
  return isWordRow(value) || isCapitalRow(value) || isSentence(value) || isOftenChosen(value);
}

/** Java keeps passwords in arrays of characters. */
const IN_CHARACTERS = /^\.toCharArray\(/;

/** Four words or more with dashes between. */
function isPassphrase(value: string): boolean {
  return isChained(value) && /-.*-.*-/.test(value);
}

/** What comes before the bracket that closes the list. */
function upToClosing(list: string): string {
  let depth = 1;
  for (let i = 0; i < list.length; i++) {
    if (/[([{]/.test(list[i])) depth++;
    else if (list[i] === "\n" && /^\s*\n/.test(list.slice(i + 1))) return list.slice(0, i);
    else if (/[)\]}]/.test(list[i]) && --depth === 0) return list.slice(0, i);
  }
  return list;
}
