import { isJumble, isOdd } from "./jumbles";
import { isCapitalRow, isChained, isMixed, isPhrase, isPlaceholder, isRandom, isWordRow } from "./values";

/** Of a secret: no placeholder; words, or harder to guess; no word; what only a generator makes; digits of base32; a user and a password. */
export type Looks = "chosen" | "worded" | "made-up" | "random" | "seed" | "login";

/** UTF-16 units, from which a random string has something of a placeholder in it by chance. */
const KEY_LENGTH = 64;

export function looksLike(written: string, looks: Looks): boolean {
  const secret = looks === "random" ? written : written.replace(/(?<=[\p{L}\d])[.,;]$/u, "");
  if (looks === "random" && secret.length >= KEY_LENGTH) return isRandom(secret);
  if (looks === "seed") return isSeed(secret);
  if (looks === "login") return isLogin(secret);
  if (isPlaceholder(secret)) return false;
  if (looks !== "random" && (isPhrase(secret) || isWordRow(secret) || isSentence(secret))) return true;
  if (looks === "random") return isRandom(secret) && !isPlaceholder(passwordIn(secret) ?? secret);
  if (
    looks === "worded" &&
    ((isChained(secret) && MANY_PARTS.test(secret)) || /^\p{Ll}{7,24}$/u.test(secret))
  )
    return true;
  return looks === "chosen" || isMixed(secret) || isJumble(secret);
}

/** Words of a sentence with capitals, as in `ILoveMadrid`: three, of which names of code have the first rarely. */
export function isSentence(value: string): boolean {
  return /^(?:I|My|The|We|You)(?:\p{Lu}\p{Ll}{2,15}){2,4}$/u.test(value) && isChained(value);
}

const LOGIN = /^[\w.@-]+["'`*]{0,2}(?:[ \t]?\/[ \t]?|:[ \t]?)["'`*]{0,2}(\S+)$/;

/** A user and what is no word behind a sign: a path and a version have the same, but neither capitals and digits nor signs. */
function isLogin(value: string): boolean {
  const [, written = ""] = LOGIN.exec(value) ?? [];
  const password = written.replace(/[.,:!?]$/, "");
  if (password.length < 6 || isPlaceholder(password) || /\/|@v?\d|^\d|\(|\.\w{2,4}$/.test(password))
    return false;
  if (/[!#$%^&*?+~@]/.test(password) || /[!?]$/.test(written))
    return isMadeUp(password + written.slice(password.length));
  if (/[A-Z].*\d|\d.*[A-Z]|[a-z]{4}\d{3,}$/.test(password)) return isMadeUp(password);
  if (/^[\w.@-]+["'`*]{0,2}(?:[ \t]\/|:)/.test(value) && (isMadeUpInList(password) || isCapitalRow(password)))
    return true;
  return isWordRow(password) || isSentence(password);
}

/** A seed of one-time passwords: base32 (RFC 4648, section 6) in groups or not, and no words. */
function isSeed(value: string): boolean {
  const digits = value.replace(/[ -]/g, "");
  return /^(?:[A-Z2-7]{16,}|[a-z2-7]{16,})$/.test(digits) && (/\d/.test(digits) || isOdd(digits));
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
