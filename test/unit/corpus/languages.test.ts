import { expect, test } from "vitest";
import { languageOf } from "../../../src/core/corpus/languages";

test.each([
  ["src/a.ts", "TypeScript"],
  ["C:\\work\\a.TSX", "TypeScript"],
  ["README.md", "Markdown"],
  ["a.b.py", "Python"],
  ["a.test.js", "JavaScript"],
  ["types.d.mts", "TypeScript"],
  ["Makefile", "Other"],
  [".gitignore", "Other"],
  [".ts", "Other"],
  ["folder.ts/notes", "Other"],
  ["a.unheard-of", "Other"],
  ["a.constructor", "Other"],
  ["", "Other"],
])("languageOf(%j) is %s", (path, language) => {
  expect(languageOf(path)).toBe(language);
});
