import { expect, test } from "vitest";
import { maskAt, maskOffsets } from "../../../src/extension/filling/masks";

test.each<[string, number[]]>([
  ["", []],
  ["[MASK]", [0]],
  ["a [MASK] b [MASK][MASK]", [2, 11, 17]],
  ["[mask] [MASK [MASK]]", [13]],
  ["𝄞[MASK]", [2]],
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
  ["[MASK", 5, undefined],
  ["", 0, undefined],
])("maskAt(%j, %i)", (line, character, expected) => {
  expect(maskAt(line, character)).toBe(expected);
});
