/** Stands for a word that is sought, in any text, whatever a model calls its mask. */
export const MASK = "[MASK]";

/** How far from the cursor a mask of the same line is looked for, in UTF-16 units. */
const LINE_REACH = 2_000;
/** More letters than a person types to narrow the list down. */
const LETTERS_AT_MOST = 40;

/**
 * The placeholder in capitals wherever it stands; in another case not behind an expression, of which it would be an index,
 * as in `rows[mask]`, and not as the text of a Markdown link.
 */
const PATTERN = String.raw`\[MASK\]|(?<![\p{L}\p{N}_$)\]])\[[Mm][Aa][Ss][Kk]\](?!\()`;

/** UTF-16 offsets of every mask in `text`, ascending. */
export function maskOffsets(text: string): number[] {
  return [...text.matchAll(new RegExp(PATTERN, "gu"))].map(({ index }) => index);
}

export function holdsMask(text: string): boolean {
  return new RegExp(PATTERN, "u").test(text);
}

/** `text` with every mask as `MASK` has it; offsets stay. */
export function upperCaseMasks(text: string): string {
  return text.replace(new RegExp(PATTERN, "gu"), MASK);
}

/**
 * UTF-16 offset of the mask of `line` that holds or touches the cursor at `character`; of two that touch it, the one
 * before it. Looks at a few characters only, however long the line is.
 */
export function maskAt(line: string, character: number): number | undefined {
  const from = Math.max(0, character - MASK.length - 1); // what stands beside a mask has a say
  return maskOffsets(line.slice(from, character + MASK.length + 1))
    .map((offset) => from + offset)
    .find((offset) => offset <= character && character <= offset + MASK.length);
}

/** UTF-16 offset of the mask right before the letters that end at `character`: they narrow the list of words down. */
export function maskBeforeLetters(line: string, character: number): number | undefined {
  const from = Math.max(0, character - LETTERS_AT_MOST - MASK.length - 1);
  const found = new RegExp(`(?:${PATTERN})(?<letters>[\\p{L}\\p{M}\\p{N}_]+)$`, "u").exec(
    line.slice(from, character),
  );
  const isShort = (found?.groups?.["letters"]?.length ?? Infinity) <= LETTERS_AT_MOST;
  return isShort ? from + found!.index : undefined;
}

/** UTF-16 offset of the mask of `line` that is nearest to `character`, in its vicinity. */
export function nearestMask(line: string, character: number): number | undefined {
  const from = Math.max(0, character - LINE_REACH);
  const offsets = maskOffsets(line.slice(from, character + LINE_REACH)).map((offset) => from + offset);
  const distance = (offset: number) => Math.max(offset - character, character - offset - MASK.length, 0);
  return offsets.sort((a, b) => distance(a) - distance(b))[0];
}

/** Of `masks`, ascending offsets, the first that begins at the cursor or behind it; from the end back to the first. */
export function maskAfter(masks: readonly number[], cursor: number): number | undefined {
  return masks.find((mask) => mask >= cursor) ?? masks[0];
}

/** The last that ends before the cursor, which stands right behind a mask that was gone to; from the start on to the last. */
export function maskBefore(masks: readonly number[], cursor: number): number | undefined {
  return masks.findLast((mask) => mask + MASK.length < cursor) ?? masks.at(-1);
}

/** A place in a document: line from 0, and UTF-16 units before it in its line. */
interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/** Where a mask lies that an edit completed which wrote `text` at `start`; `to` may be behind the end of its line. */
export function reachOfEdit(
  start: TextPlace,
  text: string,
): { readonly from: TextPlace; readonly to: TextPlace } {
  const lines = text.split(/\r\n|\r|\n/);
  const end = lines.at(-1)!.length + (lines.length === 1 ? start.character : 0);
  return {
    from: { line: start.line, character: Math.max(0, start.character - MASK.length) },
    to: { line: start.line + lines.length - 1, character: end + MASK.length },
  };
}
