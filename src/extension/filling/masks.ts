/** The placeholder that a person types. */
export const MASK = "[MASK]";

/** UTF-16 offsets of every mask in `text`, ascending. */
export function maskOffsets(text: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(MASK); at !== -1; at = text.indexOf(MASK, at + MASK.length)) offsets.push(at);
  return offsets;
}

/**
 * UTF-16 offset of the mask of `line` that holds or touches the cursor at `character`; of two that touch it, the one
 * before it. Looks at a few characters only, however long the line is.
 */
export function maskAt(line: string, character: number): number | undefined {
  const from = Math.max(0, character - MASK.length);
  const near = line.slice(from, character + MASK.length);
  const offset = near.indexOf(MASK);
  return offset === -1 ? undefined : from + offset;
}
