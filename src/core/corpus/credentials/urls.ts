import type { Writing } from "./judge";
import { isPlaceholder, isRandom } from "./values";

/** UTF-16 units behind `://`. */
const AFTER = 300;
const USER_INFO = /^([^\s/:@"'<>`\\]{0,80}):([^\s"'<>`/?#]{3,120})@[\w.[{$%-]/;
const USER_ONLY = /^([^\s/:@"'<>`\\]{16,120})@[\w.-]/;

/** Whether the address whose `://` goes from `start` to `end` has a password in it, or a token in the place of a user. */
export function isCredentialUrlAt(_: Writing, text: string, start: number, end: number): boolean {
  if (!hasUserInfo(text, end)) return false;
  if (!/[a-z0-9]/i.test(text[start - 1] ?? "")) return false;
  const rest = text.slice(end, end + AFTER);
  const [, user, password] = USER_INFO.exec(rest) ?? [];
  if (password !== undefined) return !isPlaceholder(decoded(password)) && password !== user;
  const [, token] = USER_ONLY.exec(rest) ?? [];
  return token !== undefined && isRandom(token) && !isPlaceholder(token);
}

/** Most addresses have none, and this tells it sooner. */
function hasUserInfo(text: string, start: number): boolean {
  for (let i = start; i < start + 120; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x40 || code === 0x3a) return true;
    if (!(code > 0x22) || code === 0x2f) return false;
  }
  return false;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
