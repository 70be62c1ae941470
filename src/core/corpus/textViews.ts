import { longTokens } from "./longTokens";

/**
 * A text as it is, and what stands in it in another writing: strings with escapes as their values, so that a rule that looks for
 * quotes sees them, and what base64 encodes. Together at most a few times as long as the text.
 */
export function* viewsOf(path: string, text: string): Generator<TextView> {
  const plain = [text, ...unescapedViews(path, text)];
  for (const view of plain) yield { text: view, path };
  if (/<th[\s>]/i.test(text)) yield { text: tableRows(text), path: TABLE };
  for (const view of plain) {
    const decoded = decodedBase64(view);
    if (decoded !== "") yield { text: decoded, path: DECODED };
  }
}

export interface TextView {
  readonly text: string;
  /** By which rules know what it is written in. */
  readonly path: string;
}

const TABLE = "table.tsv";

/** A row of an HTML table a line, a tab between cells, and nothing of what stands outside of cells. */
function tableRows(html: string): string {
  const rows = html
    .split(/<\/?tr\b[^<>]{0,200}>/i)
    .map((row) => row.split(/<t[hd]\b[^<>]{0,200}>/i).slice(1));
  return rows
    .filter((cells) => cells.length > 0)
    .map((cells) => cells.map(cellText).join("\t"))
    .join("\n");
}

function cellText(cell: string): string {
  return cell
    .slice(0, CELL_UNITS)
    .replace(/<[^<>]{0,200}>/g, " ")
    .replace(/\s/g, " ")
    .trim();
}

const CELL_UNITS = 400;

/** What base64 holds is no expression of the code around it. */
const DECODED = "decoded.conf";

/** Strings in strings: a notebook that holds JSON has two levels. */
const LEVELS = 3;
const JSON_FILE = /\.(?:ipynb|json[5cl]?|jsonl|ndjson|har|webmanifest|tfstate|map|lock)$/i;
/** What shows that a line has a string with escapes of quotes, or markup, an address or a mail (RFC 2045) with them. */
const ESCAPE_SIGN =
  /\\["'\\]|\\u00[2-7]|\\x[2-7]|&(?:quot|apos|amp|lt|gt|#\d|#x)|%(?:2[27]|3[adAD]|40)|=3[AD]/g;
const LINE_UNITS = 2000;

export function isJson(path: string): boolean {
  return JSON_FILE.test(path);
}

function* unescapedViews(path: string, text: string): Generator<string> {
  let view = text;
  for (let level = 0; level < LEVELS; level++) {
    const lines = level === 0 && isJson(path) ? view : escapedLines(view);
    const unescaped = unescapeText(lines);
    if (unescaped === lines || unescaped === "") return;
    yield unescaped;
    view = unescaped;
  }
}

/** The lines with an escape, or as much of a long one as stands around it. */
function escapedLines(text: string): string {
  let lines = "";
  let done = 0;
  for (const { index } of text.matchAll(ESCAPE_SIGN)) {
    if (index < done) continue;
    const before = text.slice(Math.max(done, index - LINE_UNITS), index);
    const after = text.slice(index, index + LINE_UNITS).split("\n", 1)[0];
    lines += `${before.slice(before.lastIndexOf("\n") + 1)}${after}\n`;
    done = index + after.length;
  }
  return lines;
}

const ESCAPE =
  /\\u([\da-fA-F]{4})|\\x([\da-fA-F]{2})|\\(.)|&(quot|apos|amp|lt|gt);|&#(\d{2,3});|&#x([\da-fA-F]{2});|%(2[0-9A-Fa-f]|3[0-9A-Fa-f]|40|5[bBdD])|=(2[1-9A-F]|3[A-F]|40|5[BD])/g;
const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "", f: "" };
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: "&", lt: "<", gt: ">" };

function unescapeText(text: string): string {
  return text.replace(ESCAPE, (_, unit, byte, char, entity, decimal, hex, percent, printable) => {
    const code = unit ?? byte ?? hex ?? percent ?? printable;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (decimal !== undefined) return String.fromCharCode(Number(decimal));
    return entity !== undefined ? ENTITIES[entity] : (LETTERS[char] ?? char);
  });
}

/**
 * Base64 (RFC 4648, sections 4 and 5) of a dozen characters of ASCII or more, known by the bits that are the same in all of them;
 * longer lines of it go on, as in PEM and MIME.
 */
const BASE64 =
  /\b(?:[CDI-Za-f][ACGD-HQS-Xg-nwyz0-3][ABEFIJMNQRUVYZcdghklopstwx014589][\w+/-]){4,}[\w+/-]*={0,2}(?:\r?\n[A-Za-z0-9+/]{60,76}={0,2})*/g;
/** Bytes of text that are looked at before the rest is decoded. */
const SAMPLE = 12;

/** The texts that base64 encodes in `text`, one a line; a user and a password get the words for it. */
function decodedBase64(text: string): string {
  let all = "";
  for (const [start, run] of base64Runs(text)) {
    if (!isPrintable(decode(run.slice(0, SAMPLE)))) continue;
    const decoded = decode(run.replace(/[\r\n]/g, ""));
    if (isPrintable(decoded)) all += `${nameBefore(text, start)}${withWords(decoded)}\n`;
  }
  return all;
}

const SHORTEST = 16;
/** How base64 goes on behind a line of it. */
const CONTINUED = /^={0,2}(?:\r?\n[A-Za-z0-9+/]{1,76}={0,2}(?![^\r\n]))*/;
/** UTF-16 units of a line that can go on, and of all lines together. */
const WRAPPED_LINE = 60;
const LONGEST = 100_000;

function* base64Runs(text: string): Generator<[start: number, run: string]> {
  let done = 0;
  for (const [start, end] of longTokens(text, SHORTEST)) {
    if (start < done) continue;
    const goesOn = end - start >= WRAPPED_LINE;
    const rest = goesOn
      ? CONTINUED.exec(text.slice(end, end + LONGEST))
      : /^={0,2}/.exec(text.slice(end, end + 2));
    done = end + (rest?.[0].length ?? 0);
    for (const { 0: run, index } of text.slice(start, done).matchAll(BASE64)) yield [start + index, run];
  }
}

/** What a call that decodes is assigned to, in the line in front of its argument. */
const NAME_BEFORE = /([\w.-]{1,60})(?:,[ \t]?\w{1,20})?[ \t]{0,4}:?=[ \t]{0,4}[^\s"'=][^"'=\n]{0,80}["']?$/;
const NAME_UNITS = 160;

function nameBefore(text: string, start: number): string {
  const name = NAME_BEFORE.exec(text.slice(Math.max(0, start - NAME_UNITS), start))?.[1];
  return name === undefined ? "" : `${name}=`;
}

const USER_AND_PASSWORD = /^[\w.@+-]{1,60}:([^\s:/][^\s]{2,80})\s*$/;

function withWords(decoded: string): string {
  const [, password] = USER_AND_PASSWORD.exec(decoded) ?? [];
  return password === undefined ? decoded : `password: ${password}`;
}

/** Undefined for what is no base64. */
function decode(run: string): string | undefined {
  try {
    return atob(run.replace(/-/g, "+").replace(/_/g, "/"));
  } catch {
    return undefined;
  }
}

function isPrintable(text: string | undefined): text is string {
  return text !== undefined && /^[\t\n\r\x20-\x7e]+$/.test(text);
}
