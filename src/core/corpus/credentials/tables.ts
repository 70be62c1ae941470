import { namingAt } from "./assignments";
import type { Writing } from "./judge";
import { isChained, isMixed, isPhrase, isPlaceholder, isRandom, isWord } from "./values";
import { wholeNaming } from "./wholeNames";
import { classOfName, type NameClass } from "./words";

/** Rows below a header that are looked at, and UTF-16 units of a row and of a header. */
const ROWS = 50;
const ROW_UNITS = 1000;
const HEADER_UNITS = 400;

/** In prose a comma is one of a sentence where words stand behind it. */
const PLAIN_COLUMN_START = /(^|[\n,;\t|]| {2})[ "'*]{0,3}$|(^|[\n;\t|]) ?\*{0,2}(?:\p{L}{1,12} ){0,2}$/u;
/** As `Mot de passe` has words in front. */
const COLUMN_START = /(^|[\n,;\t|]| {2})[ "'*]{0,3}(?:\p{L}{1,12} ){0,2}$/u;
const COLUMN_END = /^[ "'*]{0,3}([,;\t|]|\r?\n)|^( {2})/;

/** Whether the name with a keyword from `start` to `end` heads a column of a table that has a password or token in it. */
export function isPasswordColumnAt(writing: Writing, text: string, start: number, end: number): boolean {
  if (writing === "code") return false;
  const naming = namingAt(text, start, end);
  const columnStart = writing === "config" ? COLUMN_START : PLAIN_COLUMN_START;
  if (!columnStart.test(naming.before)) return false;
  const { name, before, after } = wholeNaming(naming);
  const [, first, second = first] = columnStart.exec(before) ?? [];
  const [, sign, right = sign] = COLUMN_END.exec(after) ?? [];
  if (second === undefined || right === undefined) return false;
  const delimiter = right.trim() === "" && right !== "\t" && right !== "  " ? second : right;
  if (!/[,;\t|]| {2}/.test(delimiter)) return false;
  const nameClass = classOfName(name);
  return nameClass !== undefined && nameClass !== "key" && columnHolds(text, start, delimiter, nameClass);
}

/** Of a row: with two spaces and more between cells where these are what delimits them, and none in front of the first sign of a drawn table. */
function cellsOf(row: string, delimiter: string): string[] {
  return delimiter === "  " ? row.trimEnd().split(/ {2,}/) : row.replaceAll("||", "|").split(delimiter);
}

/** Of a column: a few words, and no number or path. */
const TITLE = /^["'*_]{0,3}(?:[\p{L}_#][\p{L}\p{N} _.()#-]{0,40})?[?:]?["'*_]{0,3}$/u;

/** The line that ends in front of a position. */
function lineBefore(text: string, at: number): string {
  return (
    text
      .slice(Math.max(0, at - ROW_UNITS), Math.max(0, at - 1))
      .split("\n")
      .at(-1) ?? ""
  );
}

function columnHolds(text: string, at: number, delimiter: string, nameClass: NameClass): boolean {
  const before =
    text
      .slice(Math.max(0, at - HEADER_UNITS), at)
      .split("\n")
      .at(-1) ?? "";
  const header = before + text.slice(at, at + HEADER_UNITS).split("\n", 1)[0];
  if (header.length >= HEADER_UNITS || header.trimEnd().endsWith(",")) return false;
  const titles = cellsOf(header, delimiter);
  const columns = titles.length;
  if (
    !titles.every((title) => TITLE.test(title.trim())) ||
    lineBefore(text, at - before.length).includes(delimiter)
  )
    return false;
  const column = cellsOf(`${before}.`, delimiter).length - 1;
  for (const row of rowsAt(text, at - before.length + header.length + 1)) {
    if (/^[\s|:+-]+$/.test(row)) continue;
    const cells = cellsOf(row, delimiter);
    if (cells.length !== columns) return false;
    if (isValue(cells[column].trim().replace(/^["'\x60]|["'\x60]$/g, ""), nameClass)) return true;
  }
  return false;
}

/** UTF-16 units of an SQL statement on either side of a column's name. */
const STATEMENT_UNITS = 600;
const COLUMNS_BEFORE = /\binsert\s+into\s[^();]{1,120}\(([^()]*)$/i;
const VALUES_AFTER = /^[^()]{0,400}\)\s{0,20}values\s{0,20}\(([^\n]{1,500})/i;

const COPIED_BEFORE = /\bcopy\s[^();]{1,120}\(([^()]*)$/i;
const COPIED_AFTER = /^[^()]{0,400}\)\s{1,4}from\s{1,4}stdin[^\n]{0,80}\n([^\n]{1,500})/i;

/** Whether the name with a keyword from `start` to `end` is a column into which SQL inserts a password or token. */
export function isInsertedAt(_: Writing, text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - STATEMENT_UNITS), start);
  const after = text.slice(end, end + STATEMENT_UNITS);
  const nameClass = classOfName(namingAt(text, start, end).name);
  if (nameClass === undefined) return false;
  const row = COPIED_AFTER.exec(after)?.[1];
  const copied = row === undefined ? undefined : COPIED_BEFORE.exec(before)?.[1];
  if (row !== undefined && copied !== undefined)
    return isValue(cellBelow(copied, row.split("\t")), nameClass);
  const values = VALUES_AFTER.exec(after)?.[1];
  const columns = values === undefined ? undefined : COLUMNS_BEFORE.exec(before)?.[1];
  if (values === undefined || columns === undefined) return false;
  const value = cellBelow(columns, values.split(","));
  return /^N?'/.test(value) && isValue(value.replace(/^N?'|'.*$/g, ""), nameClass);
}

/** Of a row, what stands in the column behind those that `columns` names. */
function cellBelow(columns: string, cells: readonly string[]): string {
  return cells[columns.split(",").length - 1]?.trim() ?? "";
}

function isValue(value: string, nameClass: NameClass): boolean {
  if (isPlaceholder(value)) return false;
  return nameClass === "password"
    ? isMixed(value) || isWord(value) || isChained(value) || isPhrase(value)
    : isRandom(value);
}

function* rowsAt(text: string, start: number): Generator<string> {
  let at = start;
  for (let row = 0; row < ROWS && at < text.length; row++) {
    const line = text.slice(at, at + ROW_UNITS).split("\n", 1)[0];
    yield line;
    at += line.length + 1;
  }
}
