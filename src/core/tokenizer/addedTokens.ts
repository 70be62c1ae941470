/** A token that is found in text as it stands, before anything is normalised. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Special tokens are left out by `decode` when asked. */
  readonly special: boolean;
}

/** Calls back for the stretches of a text in order: an added token, or the text between two. */
export type SegmentVisitor = (from: number, to: number, addedTokenId: number | null) => void;

/** Finds added tokens in text, the leftmost and longest first; positions are in UTF-16 units. */
export function createAddedTokenFinder(
  tokens: readonly AddedToken[],
): (text: string, visit: SegmentVisitor) => void {
  if (tokens.length === 0) return (text, visit) => visit(0, text.length, null);
  const ids = new Map(tokens.map(({ content, id }) => [content, id]));
  const longestFirst = [...ids.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapeRegExp).join("|"), "g");
  return (text, visit) => {
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      if (match.index > at) visit(at, match.index, null);
      at = match.index + match[0].length;
      visit(match.index, at, ids.get(match[0])!);
    }
    if (at < text.length) visit(at, text.length, null);
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
