import type { Writing } from "./judge";
import { isMadeUpInList } from "./looks";

/** Words for those who log in, as names of what maps them to passwords. */
export const COLLECTION_KEYWORDS = ["users", "accounts", "admins", "passwords", "logins"];

/** UTF-16 units behind the word that are looked at. */
const AFTER = 200;
const MAP_OR_PAIR =
  /^["'\]]{0,2}\s{0,4}(?::=|=>|[=:(])?\s{0,4}(?:[\w.]{1,20}\(|map\[string\]string)?(?:[{[(]\s{0,12}){1,2}(["'])[\w.@-]{2,40}\1\s{0,4}(?::|,|=>)\s{0,4}(["'])([^"'\s]{6,60})\2/;
const BLOCK = /^:[ \t]*\r?\n[ \t]+[\w.@-]{2,40}:[ \t]+["']?([^"'\s]{6,60})["']?[ \t]*(?:\r?\n|$)/;
/** Names of what a user has, and not of users. */
const PROPERTY =
  /["'\s](?:id|uuid|name|email|type|role|url|path|href|ref|version|key|label|title|description)["']?\s{0,4}(?::|,|=>)/i;

/** Whether the word up to `end` names a collection that begins with a user and a password. */
export function isCollectionAt(writing: Writing, text: string, _start: number, end: number): boolean {
  const after = text.slice(end, end + AFTER);
  const pair = MAP_OR_PAIR.exec(after) ?? (writing === "config" ? BLOCK.exec(after) : null);
  if (pair === null || PROPERTY.test(pair[0])) return false;
  return isMadeUpInList(pair[3] ?? pair[1]);
}
