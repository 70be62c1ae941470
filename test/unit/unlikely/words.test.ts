import { describe, expect, test } from "vitest";
import { inCaseOf } from "../../../src/core/letterCase";
import { fixesFor } from "../../../src/core/unlikely/fixes";
import { Lexicon, VOCABULARY } from "../../../src/core/unlikely/lexicon";
import { nameParts } from "../../../src/core/unlikely/nameParts";
import { NearWords } from "../../../src/core/unlikely/nearWords";
import { addOwnWord, ownWords, parseOwnWords } from "../../../src/core/unlikely/ownWords";

/** Files with these words, numbered from 0. */
function lexiconOf(...files: readonly string[]): Lexicon {
  const lexicon = new Lexicon();
  for (const [number, text] of files.entries()) for (const word of text.split(" ")) lexicon.add(word, number);
  return lexicon;
}

test.each([
  ["word", ["word"]],
  ["readFile", ["read", "File"]],
  ["XMLHttpRequest2", ["XML", "Http", "Request", "2"]],
  ["parseURL", ["parse", "URL"]],
  ["größeÄndern", ["größe", "Ändern"]],
])("the parts of %s", (name, parts) => expect(nameParts(name)).toEqual(parts));

test.each([
  ["word", "Wrod", "Word"],
  ["word", "WROD", "WORD"],
  ["Word", "wrod", "word"],
])("%s in the case of %s", (word, other, expected) => expect(inCaseOf(word, other)).toBe(expected));

describe("the lexicon", () => {
  const lexicon = lexiconOf("lamp keeper", "lamp readFile", "lamp", "lamp");

  test("counts other files with a word, and with a part of a name", () => {
    expect(lexicon.filesWith("keeper", undefined)).toBe(1);
    expect(lexicon.filesWith("keeper", 0), "its own file").toBe(0);
    expect(lexicon.filesWith("lamp", 0), "no more than three").toBe(2);
    expect(lexicon.filesWith("file", undefined)).toBe(0);
    expect(lexicon.filesWithPart("File", undefined)).toBe(1);
  });

  test("a vocabulary is no file", () => {
    lexicon.add("harbour", VOCABULARY);
    expect(lexicon.filesWith("harbour", undefined)).toBe(0);
    expect(lexicon.words.near("harbor")).toEqual([{ word: "harbour", edits: 1 }]);
  });
});

describe("what a word may be meant to be", () => {
  const lexicon = lexiconOf("description readFile keeper Options lamp");
  const fixes = (word: string, document: readonly string[] = []) => {
    const near = new NearWords();
    for (const each of document) near.add(each);
    return fixesFor(word, lexicon, near, undefined).map((fix) => fix.word);
  };

  test.each([
    ["a word", "desciption", ["description"]],
    ["in its case", "Desciption", ["Description"]],
    ["all in capitals", "KEPER", ["KEEPER"]],
    ["a whole name", "raedFile", ["readFile"]],
    ["a name of which a part is wrong", "keeperOptoins", ["keeperOptions"]],
    ["nothing near", "zebra", []],
    ["a short word, with one edit only", "lmpa", []],
  ])("%s", (_name, word, expected) => expect(fixes(word)).toEqual(expected));

  test("a word of the document", () => expect(fixes("harbuor", ["harbour", "harbuor"])).toEqual(["harbour"]));
});

describe("the workspace's own words", () => {
  test("one a line, without comments and blanks", () =>
    expect(parseOwnWords("# ours\nfoo\r\n\n  bar  # why\n#baz\n")).toEqual(["foo", "bar"]));

  test.each([
    ["", "foo", "foo\n"],
    ["bar\n", "foo", "bar\nfoo\n"],
    ["bar", "foo", "bar\nfoo\n"],
    ["# ours\r\nbar\r\n", "foo", "# ours\r\nbar\r\nfoo\r\n"],
    ["Foo\n", "foo", "Foo\n"],
  ])("%j with %s more", (text, word, expected) => expect(addOwnWord(text, word)).toBe(expected));

  const isOwn = ownWords(["frobnicate", "Qux"], lexiconOf("read file"), undefined);
  test.each([
    ["frobnicate", true],
    ["Frobnicate", true],
    ["qux", true],
    ["readFrobnicate", true],
    ["writeFrobnicate", false],
    ["readFile", false],
    ["frobnicated", false],
  ])("%s is one: %s", (word, expected) => expect(isOwn(word)).toBe(expected));
});
