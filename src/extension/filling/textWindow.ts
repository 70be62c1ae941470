/** The part of `vscode.TextDocument` that a window is cut from. */
export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** A place in a document, in UTF-16 units from the line's start. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface TextWindow {
  readonly text: string;
  /** UTF-16 offset in `text` of the place that the window was cut around. */
  readonly offset: number;
}

/**
 * Cuts the text around `place` out of a document: up to `reach` UTF-16 units to each side. Lines are joined by `\n`.
 * Never splits a surrogate pair. The cost depends on `reach`, not on the document or the length of its lines.
 */
export function textWindow(lines: Lines, place: Place, reach: number): TextWindow {
  const line = lines.lineAt(place.line).text;
  const before = [keepEnd(line.slice(Math.max(0, place.character - reach - 1), place.character), reach)];
  const after = [keepStart(line.slice(place.character, place.character + reach + 1), reach)];
  const left = gather(before, reach, linesFrom(lines, place.line, -1), keepEnd);
  const right = gather(after, reach, linesFrom(lines, place.line, 1), keepStart);
  const head = left.reverse().join("\n");
  return { text: head + right.join("\n"), offset: head.length };
}

function* linesFrom(lines: Lines, start: number, step: 1 | -1): Generator<string> {
  for (let line = start + step; line >= 0 && line < lines.lineCount; line += step)
    yield lines.lineAt(line).text;
}

type Cut = (text: string, length: number) => string;

/** Adds lines to `parts` until they and their line ends would be longer than `reach`; the last one is cut. */
function gather(parts: string[], reach: number, more: Iterable<string>, cut: Cut): string[] {
  let left = reach - parts[0]!.length;
  if (left <= 0) return parts;
  for (const line of more) {
    left -= 1;
    if (left <= 0) break;
    parts.push(cut(line, left));
    left -= line.length;
  }
  return parts;
}

function keepStart(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, isHighSurrogate(text, length - 1) ? length - 1 : length);
}

function keepEnd(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.length - length;
  return text.slice(isHighSurrogate(text, start - 1) ? start + 1 : start);
}

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
