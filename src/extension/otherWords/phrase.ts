const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Words as the model knows them, of letters and digits, and what stands between them. */
export interface Phrase {
  /** UTF-16 offset of the first word in the text that it was found in. */
  readonly start: number;
  readonly words: readonly string[];
  /** One fewer than words. */
  readonly between: readonly string[];
}

/** The words of a selected text, without what stands around them; undefined where there is none. */
export function phraseOf(selected: string): Phrase | undefined {
  const found = [...selected.matchAll(WORD)].map(({ 0: word, index }) => ({ word, index }));
  if (found.length === 0) return undefined;
  return {
    start: found[0]!.index,
    words: found.map(({ word }) => word),
    between: found
      .slice(1)
      .map(({ index }, at) => selected.slice(found[at]!.index + found[at]!.word.length, index)),
  };
}

/** The words one after the other with what stands between them; both lists may end early. */
export function joined(words: readonly string[], between: readonly string[]): string {
  return words.map((word, at) => word + (between[at] ?? "")).join("");
}
