import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SeenLines } from "../../../src/core/corpus/newLines";

const body = Array.from({ length: 300 }, (_, at) => `  const value${at} = read(${at});`);
const added = Array.from({ length: 24 }, (_, at) => `// note ${at}: what is new here`);
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

/** What is new of each text, one after the other. */
function newOf(...texts: readonly (readonly string[])[]): string[] {
  const seen = new SeenLines();
  return texts.map((lines) => seen.add(text(lines)));
}

describe("the new lines of a near-copy", () => {
  test.each([
    ["at the top", [...added, ...body]],
    ["in the middle", [...body.slice(0, 150), ...added, ...body.slice(150)]],
    ["at the end", [...body, ...added]],
    [
      "in three places",
      [
        ...added.slice(0, 8),
        ...body.slice(0, 99),
        ...added.slice(8, 16),
        ...body.slice(99),
        ...added.slice(16),
      ],
    ],
  ])("are all kept, and nothing else, where they stand %s", (_, copy) => {
    expect(newOf(body, copy)).toEqual([text(body), text(added)]);
  });

  test("are those that were changed", () => {
    const copy = body.with(0, "first();").with(150, "second();").with(299, "third();");
    expect(newOf(body, copy)[1]).toBe(text(["first();", "second();", "third();"]));
  });

  test("are none where lines moved, were indented, or left out", () => {
    const moved = [...body.slice(100), ...body.slice(0, 100)].map((line) => `\t${line}`).slice(5);
    expect(newOf(body, moved)[1]).toBe("");
  });

  test("are kept of the first copy that has them alone", () => {
    expect(newOf(body, [...added, ...body], [...body, ...added, "one more"])).toEqual([
      text(body),
      text(added),
      "one more\n",
    ]);
  });

  test("keep the brackets and blank lines that belong to them", () => {
    const block = ["function added() {", "  return fresh;", "}", ""];
    const old = ["function old() {", "  return stale;", "}", ""];
    expect(newOf(old, [...block, ...old])[1]).toBe(text(block));
  });

  test("add up to what occurs most in any text", () => {
    const lines = fc.array(fc.constantFrom("one", "two", "three", "  one", "four five"), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 5 }), (texts) => {
        const learnt = newOf(...texts)
          .join("")
          .split("\n")
          .map((line) => line.trim());
        const times = (all: readonly string[], line: string) =>
          all.filter((each) => each.trim() === line).length;
        for (const line of ["one", "two", "three", "four five"])
          expect(times(learnt, line)).toBe(Math.max(...texts.map((each) => times(each, line))));
      }),
      { seed: 5 },
    );
  });
});
