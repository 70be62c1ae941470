import { isJumble } from "./jumbles";
import { isChained, isMixed, isPhrase, isPlaceholder, isRandom } from "./values";

/** Of a secret: no placeholder; words, or harder to guess; no word; what only a generator makes. */
export type Looks = "chosen" | "worded" | "made-up" | "random";

/** UTF-16 units, from which a random string has something of a placeholder in it by chance. */
const KEY_LENGTH = 64;

export function looksLike(secret: string, looks: Looks): boolean {
  if (looks === "random" && secret.length >= KEY_LENGTH) return isRandom(secret);
  if (isPlaceholder(secret)) return false;
  if (looks !== "random" && isPhrase(secret)) return true;
  if (looks === "random") return isRandom(secret) && !isPlaceholder(passwordIn(secret) ?? secret);
  if (
    looks === "worded" &&
    ((isChained(secret) && MANY_PARTS.test(secret)) || /^\p{Ll}{7,24}$/u.test(secret))
  )
    return true;
  return looks === "chosen" || isMixed(secret) || isJumble(secret);
}

/** Whether a value is no word whatever stands around it. */
export function isMadeUp(value: string): boolean {
  return (isTold(value) && isMixed(value)) || isJumble(value);
}

/** In a sentence only what has letters and digits is no word. */
export function isTold(value: string): boolean {
  if (value.length >= 9 && /^(?=.*[a-z])(?=.*[A-Z]).{3,}[!@#$%^&*?+~].{2,}$/.test(value)) return true;
  return value.length >= 6 && /\d/.test(value) && /\p{L}/u.test(value);
}

/** Whether a value of letters and digits may be a path, an address, a hash or a numbered name: in lists of whatever, these are. */
export function isNumbered(value: string): boolean {
  return /[/\\]|@.*\.|^[\da-f-]{20,}$|^[\d.:-]+$|^\w+(?:\.\w+)+$|^[a-z]+[-_]?\d+$/.test(value);
}

/** Whether a value in a list of whatever is made up, and neither stands for another nor names or numbers something. */
export function isMadeUpInList(value: string): boolean {
  return isMadeUp(value) && !isPlaceholder(value) && !isNumbered(value);
}

/** Names of things mostly have two parts in small letters. */
const MANY_PARTS = /\p{Lu}|[-_.+].*[-_.+]/u;

/** Of a user and a password in base64, as headers have them. */
function passwordIn(secret: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,80}={0,2}$/.test(secret) || secret.replace(/=/g, "").length % 4 === 1)
    return undefined;
  return /^[\w.@-]+:([ -~]+)$/.exec(atob(secret))?.[1];
}
