import { isJumble } from "./jumbles";
import { isChained, isMixed, isPlaceholder, isRandom } from "./values";

/** Of a secret: no placeholder; words, or harder to guess; no word; what only a generator makes. */
export type Looks = "chosen" | "worded" | "made-up" | "random";

export function looksLike(secret: string, looks: Looks): boolean {
  if (isPlaceholder(secret)) return false;
  if (looks === "random") return isRandom(secret) && !isPlaceholder(passwordIn(secret) ?? secret);
  if (
    looks === "worded" &&
    ((isChained(secret) && MANY_PARTS.test(secret)) || /^\p{Ll}{7,24}$/u.test(secret))
  )
    return true;
  return looks === "chosen" || isMixed(secret) || isJumble(secret);
}

/** Names of things mostly have two parts in small letters. */
const MANY_PARTS = /\p{Lu}|[-_.+].*[-_.+]/u;

/** Of a user and a password in base64, as headers have them. */
function passwordIn(secret: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,80}={0,2}$/.test(secret) || secret.replace(/=/g, "").length % 4 === 1)
    return undefined;
  return /^[\w.@-]+:([ -~]+)$/.exec(atob(secret))?.[1];
}
