import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Lines, textWindow } from "../../../src/extension/filling/textWindow";

function linesOf(text: string): Lines & { read: Set<number> } {
  const lines = text.split("\n");
  const read = new Set<number>();
  return {
    lineCount: lines.length,
    read,
    lineAt: (line) => {
      read.add(line);
      return { text: lines[line]! };
    },
  };
}

test.each([
  ["one line, all of it", "abc|def", 10, "abc|def"],
  ["one line, cut on both sides", "abcdef|ghijkl", 2, "ef|gh"],
  ["lines before and after", "ab\ncd|ef\ngh", 10, "ab\ncd|ef\ngh"],
  ["lines cut", "abcd\nef|gh\nijkl", 5, "cd\nef|gh\nij"],
  ["a line end counts", "ab\ncd|ef\ngh", 3, "cd|ef"],
  ["empty document", "|", 5, "|"],
  ["no half of a surrogate pair before", "𝄞|", 1, "|"],
  ["no half of a surrogate pair after", "|𝄞", 1, "|"],
  ["whole surrogate pairs", "a𝄞|𝄞a", 2, "𝄞|𝄞"],
])("%s", (_name, marked, reach, expected) => {
  const before = marked.slice(0, marked.indexOf("|"));
  const place = {
    line: before.split("\n").length - 1,
    character: before.length - (before.lastIndexOf("\n") + 1),
  };
  const { text, offset } = textWindow(linesOf(marked.replace("|", "")), place, reach);
  expect(`${text.slice(0, offset)}|${text.slice(offset)}`).toBe(expected);
});

test("is a part of the document around the place, never longer than asked for", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "\n", "𝄞"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.nat(60), fc.integer({ min: 1, max: 12 }), (document, at, reach) => {
      const lines = document.split("\n");
      const line = at % lines.length;
      const character = Math.min(at, lines[line]!.length);
      if (/[\uDC00-\uDFFF]/.test(lines[line]!.charAt(character))) return;
      const window = textWindow(linesOf(document), { line, character }, reach);
      const start = lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character - window.offset;
      expect(document.slice(start, start + window.text.length)).toBe(window.text);
      expect(window.offset).toBeLessThanOrEqual(reach);
      expect(window.text.length - window.offset).toBeLessThanOrEqual(reach);
      expect(window.text).not.toMatch(/\p{Surrogate}/u); // in u mode only half a pair is one
    }),
  );
});

test("reads few lines of a long document", () => {
  const lines = linesOf("some words\n".repeat(100_000));
  textWindow(lines, { line: 50_000, character: 3 }, 100);
  expect(lines.read.size).toBeLessThan(25);
});
