const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * The lines of a text and its near-copies that were seen. It is a difference of multisets, not of sequences: what a model
 * learns from is the lines, wherever they stand, so that one which moved is not new, each that is new is kept once over
 * all copies, and the time is linear in the text. White space at a line's ends does not count: models do not see it.
 */
export class SeenLines {
  readonly #counts = new Map<string, number>();

  /** Notes a text, and returns the lines of which it has more than any text before. */
  add(text: string): string {
    const counts = new Map<string, number>();
    let isNew = false;
    const kept = text.split(/(?<=\n)/).filter((line) => {
      const key = line.trim();
      if (!LETTER_OR_DIGIT.test(key)) return isNew; // a bracket or a blank line goes with the line before it
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      isNew = count > (this.#counts.get(key) ?? 0);
      return isNew;
    });
    for (const [key, count] of counts) this.#counts.set(key, Math.max(count, this.#counts.get(key) ?? 0));
    return kept.join("");
  }
}
