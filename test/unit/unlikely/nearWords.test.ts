import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editsBetween, MOST_EDITS } from "../../../src/core/unlikely/edits";
import { NearWords } from "../../../src/core/unlikely/nearWords";

describe("edits between two words", () => {
  test.each([
    ["word", "word", 0],
    ["word", "wrod", 1],
    ["word", "wod", 1],
    ["word", "woord", 1],
    ["word", "ward", 1],
    ["description", "desciptoin", 2],
    ["ab", "ba", 1],
    ["abc", "ca", undefined],
    ["word", "sward", 2],
    ["word", "lamp", undefined],
    ["naïve", "naive", 1],
  ])("%s, %s", (a, b, edits) => {
    expect(editsBetween(a, b)).toBe(edits);
    expect(editsBetween(b, a)).toBe(edits);
  });

  const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

  /** Words that one edit makes of a word. */
  function edited(word: string): string[] {
    const places = Array.from(
      { length: word.length + 1 },
      (_, at) => [word.slice(0, at), word.slice(at)] as const,
    );
    return places.flatMap(([head, tail]) => [
      head + tail.slice(1),
      ...[..."abc"].flatMap((letter) => [
        head + letter + tail,
        ...(tail ? [head + letter + tail.slice(1)] : []),
      ]),
      ...(tail.length > 1 ? [head + tail[1] + tail[0] + tail.slice(2)] : []),
    ]);
  }

  test("one edit is what one edit makes, and two are at most what two make", () =>
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const once = new Set(edited(a));
        const edits = editsBetween(a, b);
        expect(edits === 0).toBe(a === b);
        expect(edits === 1).toBe(a !== b && once.has(b));
        if (edits === 2) expect([...once].some((word) => edited(word).includes(b))).toBe(true);
      }),
    ));

  test("the words near another are all that are, each once", () =>
    fc.assert(
      fc.property(fc.array(letters), letters, (words, word) => {
        const near = new NearWords();
        for (const each of words) near.add(each);
        const expected = [...new Set(words)].filter((each) => {
          const edits = editsBetween(word, each);
          return edits !== undefined && edits > 0 && edits <= MOST_EDITS;
        });
        expect(
          near
            .near(word)
            .map((found) => found.word)
            .sort(),
        ).toEqual(expected.sort());
      }),
    ));
});
