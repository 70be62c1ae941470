import type { Writing } from "./judge";
import { isMadeUpInList } from "./looks";

/** What is connected to: an address, or a host with its domain. */
const HOST =
  /(["'])(?:[a-z][\w+.-]{1,20}:\/\/[^"'\s]{1,80}|jdbc:[^"'\s]{1,60}|\d{1,3}(?:\.\d{1,3}){3}|[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){1,3}\.[a-z]{2,6}(?::\d{1,5})?|localhost)$/;
const USER_AND_PASSWORD = /^([\w.@-]{2,40})(["']), \2([^"'\s]{6,60})\2/;
const HOST_UNITS = 120;

/** Whether the `", "` from `start` to `end` stands between a host and a user with a password behind: arguments of whatever connects. */
export function isConnectionListAt(_: Writing, text: string, start: number, end: number): boolean {
  const [, user, quote, password] = USER_AND_PASSWORD.exec(text.slice(end, end + HOST_UNITS)) ?? [];
  if (password === undefined || quote !== text[start] || /^\d/.test(user)) return false;
  return isMadeUpInList(password) && HOST.test(text.slice(Math.max(0, start - HOST_UNITS), start));
}
