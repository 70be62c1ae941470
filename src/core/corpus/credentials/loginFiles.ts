import { isMadeUp, isNumbered } from "./looks";
import { isChained, isPlaceholder } from "./values";

/** UTF-16 units: a longer file holds more than logins. */
const LONGEST = 4000;
const USER = /^[a-z][\w.@-]{1,60}$/i;
const USER_AND_PASSWORD = /^([a-z][\w.@-]{1,60}):([^\s:/]{6,80})$/i;

/** Whether a text is nothing but a user and a password: one below the other, or with a colon between on each line. */
export function isLoginFile(text: string): boolean {
  if (text.length > LONGEST) return false;
  const lines = text.trim().split(/\r?\n/);
  if (lines.length === 2 && USER.test(lines[0]) && /\d/.test(lines[1]) && isPassword(lines[1])) return true;
  const logins = lines.filter((line) => !line.startsWith("#"));
  return logins.length > 0 && logins.every((line) => isPassword(USER_AND_PASSWORD.exec(line)?.[2] ?? ""));
}

function isPassword(value: string): boolean {
  if (!/^\S{6,80}$/.test(value) || isPlaceholder(value) || isReference(value)) return false;
  return isMadeUp(value) || (isChained(value) && /^\p{Lu}/u.test(value));
}

/** All that a file of so little may hold beside logins: names with a number are passwords here, and hashes of passwords. */
function isReference(value: string): boolean {
  return isNumbered(value) && !/^(?:[a-z]{4,20}[-_]?\d{2,6}|[\da-f]{32})$/.test(value);
}
