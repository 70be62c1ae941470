import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textParts } from "../../../src/core/corpus/textParts";
import { prose } from "./workspace";

const partsOf = (text: string, length: number) =>
  textParts(text, length).map(({ start, end }) => text.slice(start, end));
const lines = (count: number, seed = 1) =>
  Array.from({ length: count }, (_, at) => `${prose(8, seed * 1000 + at).replaceAll("\n", " ")}\n`);

describe("parts of a text", () => {
  test("are all of it, each of some length, cut at spaces", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3000, unit: fc.constantFrom("a", "bc", " ", "\n", "é", "😀") }),
        fc.integer({ min: 1, max: 500 }),
        (text, length) => {
          const parts = partsOf(text, length);
          expect(parts.join("")).toBe(text);
          for (const part of parts) expect(part.length).toBeGreaterThan(0);
          for (const part of parts.slice(0, -1)) expect(part).toMatch(/\s$/);
        },
      ),
      { seed: 4 },
    );
  });

  test.each([
    ["lines", lines(400).join("")],
    ["one line", lines(400).join("").replaceAll("\n", " ")],
    ["one line again and again", "a line of words\n".repeat(1500)],
  ])("of %s are about as long as asked for", (_, text) => {
    const parts = partsOf(text, 2000);
    expect(parts.length).toBeGreaterThan(text.length / 4000);
    expect(parts.length).toBeLessThan(text.length / 800);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(4200);
  });

  test.each([0, 200, 399])("stay as they are but for one where a line is added at %d", (at) => {
    const before = lines(400);
    const after = before.toSpliced(at, 0, "a line that is new here and was not there before\n");
    const known = new Set(partsOf(before.join(""), 2000));
    const changed = partsOf(after.join(""), 2000).filter((part) => !known.has(part));
    expect(changed.length).toBeLessThanOrEqual(3);
  });

  test("of a word without an end are one", () => {
    expect(partsOf("a".repeat(5000), 100)).toHaveLength(1);
    expect(partsOf("", 100)).toEqual([]);
  });
});
