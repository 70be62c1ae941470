import { describe, expect, test } from "vitest";
import {
  holdsMask,
  maskAfter,
  maskAt,
  maskBefore,
  maskBeforeLetters,
  maskOffsets,
  nearestMask,
  reachOfEdit,
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

describe("the reach of an edit holds the mask that it completed:", () => {
  /** What the edit at `^` or of what stands between two `^` leaves within its reach, in a document of these lines. */
  function reached(marked: string, written: string): string {
    const [head, ...rest] = marked.split("^");
    const before = head.split("\n");
    const start = { line: before.length - 1, character: before.at(-1)!.length };
    const { from, to } = reachOfEdit(start, written);
    const lines = `${head}${written}${rest.at(-1)}`.split("\n").slice(from.line, to.line + 1);
    const ended = [...lines.slice(0, -1), lines.at(-1)!.slice(0, to.character)];
    return [ended[0].slice(from.character), ...ended.slice(1)].join("\n");
  }

  test.each([
    ["typed to its end", "one\na [MASK^ b\n", "]"],
    ["typed to its beginning", "one\na ^MASK] b", "["],
    ["put in at once", "one\na ^ b", "[MASK]"],
    ["in the midst of it", "a [M^SK] b", "A"],
    ["by taking something out", "a [MA^xyz^SK] b", ""],
    ["by taking away what stood before it", `${"x".repeat(50)} ^rows^[mask] b`, ""],
    ["by taking away what stood behind it", "a [mask]^(^ b", ""],
    ["on the first of several lines", "[MASK^ b", "]\nnext\nlines"],
    ["on the last of several lines", "a ^SK] b", "new\nlines [MA"],
    ["among several lines", "a ^ b", "new\n[MASK]\nlines"],
  ])("%s", (_what, marked, written) => {
    expect(holdsMask(reached(marked, written))).toBe(true);
  });

  test("and not the rest of a long line", () => {
    expect(reached(`${"x".repeat(1000)}^${"y".repeat(1000)}`, "z").length).toBeLessThan(20);
  });
});
