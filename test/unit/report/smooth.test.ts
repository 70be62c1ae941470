import fc from "fast-check";
import { expect, test } from "vitest";
import { smooth } from "../../../src/report/smooth";

test.each<[readonly number[], number, readonly number[]]>([
  [[], 5, []],
  [[3], 5, [3]],
  [[1, 2, 3], 1, [1, 2, 3]],
  [[4, 4, 4], 9, [4, 4, 4]],
  [[0, 3], 3, [0, 2]], // half of the weight is kept: (0 / 2 + 3) / 1.5
])("smooth(%j, %d)", (values, span, expected) => {
  expect(smooth(values, span)).toEqual(expected);
});

test("a smoothed curve stays within what it smooths", () => {
  const losses = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(losses, fc.integer({ min: 1, max: 50 }), (values, span) => {
      for (const [i, value] of smooth(values, span).entries()) {
        const seen = values.slice(0, i + 1);
        expect(value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...seen) + 1e-9);
      }
    }),
  );
});
