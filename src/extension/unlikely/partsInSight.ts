import type { Lines, Place } from "../filling/textWindow";

/** UTF-16 units that are asked about at once: the answer comes soon, and so does the next one. */
const PART = 2_000;
/** Of all parts: a line may be as long as the file, and a screen does not show more. */
const CHARACTERS_AT_MOST = 8_000;

export interface Part {
  readonly start: Place;
  readonly end: Place;
}

/** What is in sight, in parts one behind the other; a word across a border belongs to the part in which it begins. */
export function partsInSight(lines: Lines, { start, end }: Part): Part[] {
  const parts: Part[] = [];
  let from = start;
  let at = start;
  let length = 0;
  let left = CHARACTERS_AT_MOST;
  while (left > 0 && (at.line < end.line || (at.line === end.line && at.character < end.character))) {
    const lineEnd = at.line === end.line ? end.character : lines.lineAt(at.line).text.length;
    const taken = Math.min(lineEnd - at.character, PART - length, left);
    const isLineDone = at.character + taken === lineEnd && at.line < end.line;
    at = isLineDone
      ? { line: at.line + 1, character: 0 }
      : { line: at.line, character: at.character + taken };
    length += taken;
    left -= taken;
    if (length < PART) continue;
    parts.push({ start: from, end: at });
    from = at;
    length = 0;
  }
  return length > 0 ? [...parts, { start: from, end: at }] : parts;
}
