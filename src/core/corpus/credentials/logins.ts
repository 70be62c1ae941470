import type { Writing } from "./judge";
import { isMadeUpInList, looksLike } from "./looks";

/** UTF-16 units around the sign that are looked at. */
const BEFORE = 160;
const AFTER = 160;

/** A line with an address of mail and a password, behind the host at most: Postfix', Exim's and lists of logins. */
const HOST = /(?:^|\n)[ \t]*(?:\[?[\w.-]{1,60}\]?(?::\d{1,5})?[ \t]{1,20}|[\w.-]{1,60}:)[\w.+-]{1,64}$/;
const USER = /(?:^|\n)[ \t]*["']?[\w.+-]{1,64}$/;
const DOMAIN_AND_PASSWORD =
  /^[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}[:;|]([^\s/:]{4,80})[ \t]*["']?,?[ \t]*(?:\r?\n|$)/;

/** At the end of a line, with a sign or a space between. */
const DOMAIN_AND_LATER =
  /^[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}[ \t]{1,3}(?:[/|–→-][ \t]{1,3})?([^\s/:|<>()[\]]{6,60})[ \t]*(?:\r?\n|$)/;
/** Of a commit. */
const SHORT_HASH = /^[\da-f]{6,16}$/;

/** Whether the `@` from `start` to `end` stands in an address with a password behind it, alone on a line. */
export function isMailLoginAt(writing: Writing, text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end) < 0x2d) return false;
  const after = text.slice(end, end + AFTER);
  const later = writing === "code" ? undefined : DOMAIN_AND_LATER.exec(after)?.[1];
  if (later !== undefined && isMadeUpInList(later) && !SHORT_HASH.test(later))
    return /[\w.+-]$/.test(text.slice(start - 1, start));
  const password = DOMAIN_AND_PASSWORD.exec(after)?.[1];
  if (password === undefined) return false;
  const before = text.slice(Math.max(0, start - BEFORE), start);
  if (HOST.test(before)) return looksLike(password, "worded");
  return USER.test(before) && looksLike(password, "made-up");
}

const QUOTED_USER = /(?:^|\n)[ \t]*"[\w.@-]{1,40}$/;
const QUOTED_PASSWORD = /^([^"\s]{4,80})"[ \t]*(?:\r?\n|$)/;

/** Whether the `" "` from `start` to `end` stands between a user and a password, as in pgbouncer's list. */
export function isQuotedLoginAt(writing: Writing, text: string, start: number, end: number): boolean {
  if (writing === "code") return false;
  const password = QUOTED_PASSWORD.exec(text.slice(end, end + AFTER))?.[1];
  return (
    password !== undefined &&
    looksLike(password, "made-up") &&
    QUOTED_USER.test(text.slice(Math.max(0, start - BEFORE), start))
  );
}
