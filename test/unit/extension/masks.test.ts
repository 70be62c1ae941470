import { expect, test } from "vitest";
import {
  maskAfter,
  maskAt,
  maskBefore,
  maskBeforeLetters,
  maskOffsets,
  nearestMask,
  upperCaseMasks,
} from "../../../src/core/masks";

test.each<[string, number[]]>([
  ["", []],
  ["[MASK]", [0]],
  ["a [MASK] b [MASK][MASK]", [2, 11, 17]],
  ["[mask] [MASK [Mask]]", [0, 13]],
  ["𝄞[MASK]", [2]],
  ["rows[mask], f()[mask], a[0][mask], $[mask]", []],
  ["rows[MASK]", [4]],
  ["(see [mask](https://a.b)) and [mask].", [30]],
])("maskOffsets(%j)", (text, expected) => {
  expect(maskOffsets(text)).toEqual(expected);
});

test.each<[string, number, number | undefined]>([
  ["a [MASK] b", 1, undefined],
  ["a [MASK] b", 2, 2],
  ["a [MASK] b", 5, 2],
  ["a [MASK] b", 8, 2],
  ["a [MASK] b", 9, undefined],
  ["[MASK][MASK]", 6, 0],
  ["[MASK][MASK]", 7, 6],
  ["[MASK]  [MASK]", 7, undefined],
  ["a [mask] b", 8, 2],
  ["[MASK", 5, undefined],
  ["rows[mask]", 7, undefined],
  ["rows[mask]", 10, undefined],
  ["", 0, undefined],
])("maskAt(%j, %i)", (line, character, expected) => {
  expect(maskAt(line, character)).toBe(expected);
});

test.each<[string, number, number | undefined]>([
  ["a [MASK]p b", 9, 2],
  ["a [mask]pre b", 11, 2],
  ["a [MASK]pre b", 10, 2],
  ["a [MASK]über_2", 14, 2],
  ["rows[mask]p", 11, undefined],
  ["a [MASK] p", 10, undefined],
  ["a [MASK]", 8, undefined],
  ["a [MASK]p.q", 11, undefined],
  [`[MASK]${"p".repeat(41)}`, 47, undefined],
])("maskBeforeLetters(%j, %i)", (line, character, expected) => {
  expect(maskBeforeLetters(line, character)).toBe(expected);
});

test.each<[string, number, number | undefined]>([
  ["nothing", 0, undefined],
  ["[MASK] a long way to [mask]", 0, 0],
  ["[MASK] a long way to [mask]", 20, 21],
  ["[MASK] a long way to [mask]", 27, 21],
  ["[MASK][MASK]", 6, 0],
  [`${" ".repeat(3_000)}[MASK]`, 0, undefined],
])("nearestMask(%j, %i)", (line, character, expected) => {
  expect(nearestMask(line, character)).toBe(expected);
});

test("upperCaseMasks leaves every offset as it is", () => {
  expect(upperCaseMasks("𝄞 [mask], [MASK] and [Mask], not mask")).toBe(
    "𝄞 [MASK], [MASK] and [MASK], not mask",
  );
});

test.each([
  [[], 0, undefined, undefined],
  [[10, 20], 0, 10, 20],
  [[10, 20], 10, 10, 20],
  [[10, 20], 16, 20, 20],
  [[10, 20], 18, 20, 10],
  [[10, 20], 26, 10, 10],
  [[10, 20], 30, 10, 20],
])("from the masks %j and the cursor at %i to the next and the previous", (masks, cursor, next, previous) => {
  expect([maskAfter(masks, cursor), maskBefore(masks, cursor)]).toEqual([next, previous]);
});
