import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { contentGroups } from "../../../src/core/corpus/contentGroups";
import { TokenizedFiles } from "../../../src/core/training/tokenizedFiles";
import { WORD_HASHES } from "../../../src/core/training/wordHashes";
import { loadModel } from "../../../src/engine/models/loadModel";
import { generator, prose } from "./workspace";

const { tokenizer } = await loadModel("models/base");
const encoders = { "a tokenizer": tokenizer, hashes: WORD_HASHES };
const NAMES = [
  "graph/fuse.ts",
  "graph/ops.ts",
  "training/train.ts",
  "training/batch.ts",
  "models/mlmGraph.ts",
  "corpus/names.ts",
];
const sources = NAMES.map((name) => readFileSync(`src/core/${name}`, "utf8"));
const compiled = (format: "esm" | "cjs", minify = false) =>
  sources.map((code) => transformSync(code, { loader: "ts", format, minifySyntax: minify }).code);

describe.each(Object.entries(encoders))("groups by content, with %s", (_, encoder) => {
  const wordsOf = (text: string) => {
    const files = new TokenizedFiles(encoder, false);
    files.add({ path: "" }, text);
    return files.wordsOf(files.files[0]!);
  };
  const groupsOf = (texts: readonly string[], paths: readonly string[] = []) =>
    contentGroups(texts.map((text, at) => ({ path: paths[at] ?? `${at}`, words: wordsOf(text) })));

  test.each([
    ["modules", compiled("esm")],
    ["CommonJS", compiled("cjs")],
    ["with shorter syntax", compiled("cjs", true)],
  ])("hold sources with what they compile to: %s", (_name, outputs) => {
    const groups = groupsOf([...sources, ...outputs]);
    expect(groups.slice(NAMES.length)).toEqual(groups.slice(0, NAMES.length));
    expect(new Set(groups).size).toBe(NAMES.length);
  });

  test("hold what mostly imports others with what it compiles to by their names", () => {
    const source = readFileSync("src/engine/roles/predictorRole.ts", "utf8");
    const output = transformSync(source, { loader: "ts", format: "cjs" }).code;
    const others = [prose(300, 1), prose(300, 2)];
    expect(groupsOf([...others, source, output], ["a.ts", "a.js", "b.ts", "dist/b.js"])).toEqual([
      0, 1, 2, 2,
    ]);
  });

  test("hold a text with one that contains it, and with a part of it", () => {
    const [text, other] = [prose(400, 1), prose(400, 2)];
    const part = text.slice(0, text.length / 3);
    expect(groupsOf([other, `${prose(900, 3)}\n${text}\n${prose(900, 4)}`, text, part])).toEqual([
      0, 1, 1, 1,
    ]);
  });

  test("hold thirty copies of a template together, and nothing else", () => {
    const template = prose(300, 7);
    const copies = Array.from({ length: 30 }, (_, at) => `${prose(30, at + 100)}\n${template}`);
    const others = Array.from({ length: 30 }, (_, at) => prose(300, at + 200));
    const groups = groupsOf(copies.flatMap((copy, at) => [others[at], copy]));
    expect(new Set(groups.filter((_, at) => at % 2 === 1)).size).toBe(1);
    expect(new Set(groups).size).toBe(31);
  });
});

test("texts of words that are not in the vocabulary do not seem alike", () => {
  const letters = [..."абвгдежзиклмнопрстуфхцчшщыэюя"];
  const russian = (seed: number) => {
    const random = generator(seed);
    const word = () => Array.from({ length: 2 }, () => letters[Math.floor(random() * 6)]).join("");
    return Array.from({ length: 900 }, word).join(" ");
  };
  const files = new TokenizedFiles(tokenizer, false);
  for (let seed = 1; seed < 20; seed++) files.add({ path: `${seed}` }, russian(seed));
  const texts = files.files.map((file) => ({ path: file.path, words: files.wordsOf(file) }));
  expect(new Set(contentGroups(texts)).size).toBe(19);
});

test("pairs that are known to belong together are joined, also over others", () => {
  const texts = [1, 2, 3, 4].map((seed) => ({
    path: `${seed}`,
    words: Int32Array.from({ length: 50 }, (_, at) => seed * 100 + at),
  }));
  expect(
    contentGroups(texts, [
      [2, 3],
      [3, 1],
    ]),
  ).toEqual([0, 1, 1, 1]);
});

test("of a large corpus a part of the shingles is enough", () => {
  const texts = Array.from({ length: 60 }, (_, seed) => ({
    path: `${seed}`,
    words: Int32Array.from({ length: 50_000 }, (_, at) => Math.imul(at + seed * 50_000, 0x9e3779b1)),
  }));
  const halves = texts
    .slice(0, 10)
    .map(({ path, words }) => ({ path: `half ${path}`, words: words.subarray(0, 25_000) }));
  const groups = contentGroups([...texts, ...halves]);
  expect(groups.slice(60)).toEqual(groups.slice(0, 10));
  expect(new Set(groups).size).toBe(60);
});
