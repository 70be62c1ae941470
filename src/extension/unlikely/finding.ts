import type { UnlikelyWord } from "../../protocol/scoring";

/** A word of a document that is out of place. */
export interface Finding extends Pick<UnlikelyWord, "word" | "kind" | "probability" | "fixes"> {
  /** UTF-16 offset in the document. */
  readonly offset: number;
}

/** The part of `vscode.TextDocumentContentChangeEvent` that moves what stands behind it. */
export interface Change {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** Where the findings are after a change of the document; without those whose words it touched. */
export function afterChange(
  findings: readonly Finding[],
  { rangeOffset, rangeLength, text }: Change,
): Finding[] {
  const end = rangeOffset + rangeLength;
  return findings.flatMap((finding) => {
    if (finding.offset + finding.word.length < rangeOffset) return [finding];
    if (finding.offset <= end) return [];
    return [{ ...finding, offset: finding.offset + text.length - rangeLength }];
  });
}

/** The findings of a document after a part of it was looked at anew: from `start` to `end`, UTF-16 offsets. */
export function replaced(
  before: readonly Finding[],
  { start, end }: { readonly start: number; readonly end: number },
  found: readonly Finding[],
): Finding[] {
  const outside = before.filter(({ offset }) => offset < start || offset >= end);
  return [...outside, ...found].sort((a, b) => a.offset - b.offset);
}
