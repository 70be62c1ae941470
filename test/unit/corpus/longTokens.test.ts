import fc from "fast-check";
import { expect, test } from "vitest";
import { longTokens } from "../../../src/core/corpus/longTokens";

test("all runs of at least so many characters of base64 are found, and nothing else", () => {
  const text = fc.array(fc.constantFrom("a", "B", "9", "+", "_", " ", ".", "é"), { maxLength: 80 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (chars, shortest) => {
      const whole = chars.join("");
      const expected = [...whole.matchAll(/[\w+/-]+/g)].filter(([run]) => run.length >= shortest);
      const found = [...longTokens(whole, shortest)].map(([start, end]) => whole.slice(start, end));
      expect(found).toEqual(expected.map(([run]) => run));
    }),
    { seed: 9, numRuns: 3000 },
  );
});
