import { expect, test } from "vitest";
import { question, typedWord } from "../../../src/extension/nextWord/typedWord";

test.each([
  ["the la", 6, { start: 4, letters: "la" }],
  ["the ", 4, { start: 4, letters: "" }],
  ["", 0, { start: 0, letters: "" }],
  ["user_na", 7, { start: 5, letters: "na" }],
  ["Größ", 4, { start: 0, letters: "Größ" }],
  ["f(la)", 4, { start: 2, letters: "la" }],
  ["the lamp", 6, undefined],
  ["x = 12", 6, undefined],
  ["a".repeat(50), 50, undefined],
])("%j at %i", (line, cursor, expected) => {
  expect(typedWord(line, cursor)).toEqual(expected);
});

test("the model is asked with both sides, and without the letters that are typed", () => {
  const lines = ["the keeper", "lights the la of", "the harbour"];
  const document = { lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line]! }) };
  expect(question(document, { line: 1, character: 13 }, { start: 11, letters: "la" })).toEqual({
    text: "the keeper\nlights the [MASK] of\nthe harbour",
    masks: [22],
    prefix: "la",
  });
});
