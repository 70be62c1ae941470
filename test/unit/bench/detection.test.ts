import { expect, test } from "vitest";
import { areaUnderCurve, caughtAt } from "../../../bench/shared/detection";
import { plantErrors } from "../../../bench/shared/plantErrors";
import { createRandom } from "../../../src/core/random";

const judged = (wrong: readonly number[], right: readonly number[]) => [
  ...wrong.map((suspicion) => ({ suspicion, isWrong: true })),
  ...right.map((suspicion) => ({ suspicion, isWrong: false })),
];

test.each([
  [[3, 4], [1, 2], 1],
  [[1, 2], [3, 4], 0],
  [[2], [2], 0.5],
  [[1, 3], [2, 0], 0.75],
])("the area of wrong %j and right %j", (wrong, right, area) =>
  expect(areaUnderCurve(judged(wrong, right))).toBe(area),
);

test.each([
  [0, 0.5],
  [0.25, 1],
])("of the wrong words found at %d false alarms", (share, caught) =>
  expect(caughtAt(judged([5, 3], [4, 2, 1, 0]), share)).toBe(caught),
);

test("a planted error is where it is said to be, and the rest of the text as it was", () => {
  const text = "The keeper lights the lantern, and the harbour waits for the evening ship. ".repeat(40);
  const { text: wrong, planted } = plantErrors(text, 10, createRandom(3));
  expect(planted.length).toBeGreaterThan(20);
  let right = wrong;
  for (const { start, end, right: word } of [...planted].reverse())
    right = `${right.slice(0, start)}${word}${right.slice(end)}`;
  expect(right).toBe(text);
  for (const { start, end, right: word } of planted) expect(wrong.slice(start, end)).not.toBe(word);
});
