import { expect, test } from "vitest";
import { type Part, partsInSight } from "../../../src/extension/unlikely/partsInSight";

function parts(lines: readonly string[], { start, end }: Part): string[] {
  const document = { lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line]! }) };
  const text = (part: Part): string => `${place(part.start)}-${place(part.end)}`;
  return partsInSight(document, { start, end }).map(text);
}

const place = ({ line, character }: Part["start"]): string => `${line}:${character}`;
const all = (lines: readonly string[]): Part => ({
  start: { line: 0, character: 0 },
  end: { line: lines.length - 1, character: lines.at(-1)!.length },
});
const long = (length: number): string => "x".repeat(length);

test.each<[string, string[], string[]]>([
  ["a short text is one part", ["ab", "", "c"], ["0:0-2:1"]],
  ["nothing is none", [""], []],
  [
    "many lines are parts that begin where the one before ends",
    [long(1500), long(1500)],
    ["0:0-1:500", "1:500-1:1500"],
  ],
  ["a line that fills a part ends it", [long(2000), "ab"], ["0:0-1:0", "1:0-1:2"]],
  [
    "of a long line so much as fills a screen",
    [long(1e6)],
    ["0:0-0:2000", "0:2000-0:4000", "0:4000-0:6000", "0:6000-0:8000"],
  ],
])("%s", (_what, lines, expected) => {
  expect(parts(lines, all(lines))).toEqual(expected);
});

test("what is in sight begins and ends within lines", () => {
  const sight = { start: { line: 0, character: 3 }, end: { line: 1, character: 1 } };
  expect(parts(["abcdef", "gh"], sight)).toEqual(["0:3-1:1"]);
});
