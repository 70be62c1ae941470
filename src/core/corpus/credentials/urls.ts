import type { Writing } from "./judge";
import { isMadeUp } from "./looks";
import { isPlaceholder, isRandom } from "./values";

/** UTF-16 units behind `://`. */
const AFTER = 300;
const USER_INFO = /^([^\s/:@"'<>`\\]{0,80}):([^\s"'<>`/?#]{3,120})@[\w.[{$%-]/;
/** A password with signs that addresses have written otherwise, which people forget. */
const UNESCAPED =
  /^([\w.@-]{1,60}):((?!\d{1,5}[/?#])[^\s"'<>`@]{3,80})@[\w.-]{2,100}(?::\d{2,5}|\.[a-z]{2,8}|\.\d{1,3})(?:[/?\s"'`,;)]|$)/i;
const USER_ONLY = /^([^\s/:@"'<>`\\]{16,120})@[\w.-]/;

/** Whether the address whose `://` goes from `start` to `end` has a password in it, or a token in the place of a user. */
export function isCredentialUrlAt(_: Writing, text: string, start: number, end: number): boolean {
  if (!hasUserInfo(text, end)) return false;
  if (!/[a-z0-9]/i.test(text[start - 1] ?? "")) return false;
  const rest = text.slice(end, end + AFTER);
  const [, user, password] = USER_INFO.exec(rest) ?? [];
  const unescaped = password === undefined ? UNESCAPED.exec(rest)?.[2] : undefined;
  if (unescaped !== undefined) return isMadeUp(unescaped) && !isPlaceholder(unescaped);
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
