import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { createRandom } from "../../../src/core/random";
import { type DataOptions, type PreparedData, prepareData } from "../../../src/engine/corpus/prepareData";
import { loadModel } from "../../../src/engine/models/loadModel";
import { prepare } from "../../../src/engine/start/prepare";
import { makeWorkspace } from "../corpus/workspace";

const MODEL = "models/base";
const { tokenizer } = await loadModel(MODEL);
const { signal } = new AbortController();
const scratch = { vocabSize: 600, hiddenSize: 64, numHiddenLayers: 1, lowercase: false };

function optionsOf(root: string, changes: Partial<DataOptions> = {}): DataOptions {
  const corpus = DEFAULT_CORPUS_OPTIONS;
  const cut = { maxSeqLength: 64, lineByLine: false, validationSplit: 0.1, seed: 42 };
  return { folders: [root], corpus, ...cut, ...changes };
}

const prepared = (root: string, changes?: Partial<DataOptions>) =>
  prepareData(tokenizer, optionsOf(root, changes), signal);

/** A line of words that no other seed has. */
function line(seed: number): string {
  const random = createRandom(seed);
  const syllables = ["ka", "ro", "mi", "ten", "lus", "var", "sol", "ber", "dan", "wex"];
  const word = () => Array.from({ length: 3 }, () => syllables[random.nextBelow(10)]).join("");
  return `const ${word()} = ${word()}(${word()}, ${word()});`;
}
const linesOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `${line(from + at)}\n`).join("");

const joined = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => text).join("");
const telling = (texts: readonly { readonly text: string }[]) =>
  new Set(
    texts
      .flatMap(({ text }) => text.split("\n"))
      .map((each) => each.trim())
      .filter((each) => each.length > 5),
  );
function sharedLines({ texts }: PreparedData): string[] {
  const { train, heldOut } = texts();
  const learnt = telling(train);
  return [...telling(heldOut)].filter((each) => learnt.has(each));
}

describe("how much of a workspace is held out", () => {
  test.each([
    [1, 60, 0.1, 0.3],
    [1, 300, 0.08, 0.3],
    [1, 3000, 0.05, 0.15],
    [2, 100, 0.08, 0.3],
    [3, 400, 0.05, 0.15],
    [5, 200, 0.05, 0.15],
    [9, 300, 0.05, 0.15],
    [10, 300, 0.05, 0.15],
    [30, 100, 0.05, 0.15],
  ])("%d files of %d lines: between %d and %d of their tokens", async (files, count, least, most) => {
    const root = makeWorkspace(
      Object.fromEntries(Array.from({ length: files }, (_, at) => [`${at}.ts`, linesOf(at * 10_000, count)])),
    );
    const data = await prepared(root);
    const share = (data.tokens - data.train.tokens) / data.tokens;
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
    expect(sharedLines(data)).toEqual([]);
    const { choosing, reporting } = data.heldOut;
    expect(choosing.length * reporting.length).toBeGreaterThan(0);
  });

  test("files of very unlike sizes are cut as well", async () => {
    const files = { "huge.ts": linesOf(0, 2000), "large.ts": linesOf(5000, 1500) };
    const small = Array.from({ length: 9 }, (_, at) => [`${at}.ts`, `${line(90_000 + at)}\n`]);
    const data = await prepared(makeWorkspace({ ...files, ...Object.fromEntries(small) }));
    const share = (data.tokens - data.train.tokens) / data.tokens;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.15);
  });

  test("with 0.9 of three files there is something to learn from", async () => {
    const root = makeWorkspace({
      "a.ts": linesOf(0, 50),
      "b.ts": linesOf(100, 50),
      "c.ts": linesOf(200, 50),
    });
    const data = await prepared(root, { validationSplit: 0.9 });
    expect(data.train.count).toBeGreaterThan(0);
    expect(data.train.tokens / data.tokens).toBeLessThan(0.3);
  });
});

describe("what is held out is not learnt from", () => {
  test("whatever near-copies a workspace has, wherever they were changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            lines: fc.integer({ min: 40, max: 120 }),
            copies: fc.array(
              fc.record({
                at: fc.double({ min: 0, max: 1, noNaN: true }),
                added: fc.integer({ min: 0, max: 12 }),
              }),
              { maxLength: 4 },
            ),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (families) => {
          const root = makeWorkspace();
          let next = 0;
          for (const [family, { lines, copies }] of families.entries()) {
            next += 1000;
            const original = linesOf(next, lines).split("\n");
            const put = (name: string, text: string) => {
              mkdirSync(join(root, name), { recursive: true });
              writeFileSync(join(root, name, `file${family}.ts`), `}\n${text}\n}\n`);
            };
            put("src", original.join("\n"));
            for (const [copy, { at, added }] of copies.entries()) {
              next += 1000;
              const place = Math.floor(at * original.length);
              put(`copy${copy}`, original.toSpliced(place, 0, linesOf(next, added)).join("\n"));
            }
          }
          expect(sharedLines(await prepared(root))).toEqual([]);
        },
      ),
      { seed: 11, numRuns: 25 },
    );
  });

  test("a compiled twin, a copy in dist and a vendored part fall on the side of their source", async () => {
    const files: Record<string, string> = {};
    for (let at = 0; at < 20; at++) {
      const source = Array.from(
        { length: 40 },
        (_, each) =>
          `export function ${line(at * 1000 + 500 + each).split(" ")[1]}${each}(value: number): string {\n  ${line(at * 1000 + each)}\n}\n`,
      ).join("");
      files[`src/file${at}.ts`] = source;
      files[`lib/file${at}.js`] = transformSync(source, { loader: "ts", format: "cjs" }).code;
      files[`parts/part${at}.ts`] = source.slice(0, source.length / 3);
    }
    const data = await prepared(makeWorkspace(files));
    const held = data.heldOutFiles.map((path) => /\d+/.exec(path)![0]);
    expect(held.length).toBeGreaterThan(0);
    for (const number of new Set(held)) expect(held.filter((each) => each === number)).toHaveLength(3);
  });

  describe.each([1, 30])("in a workspace of %d files", (count) => {
    /** A workspace of which what is held out has a word that nothing else has, and the rest another one. */
    async function marked() {
      const files = Array.from({ length: count }, (_, at) => [
        `${at}.ts`,
        linesOf(at * 1000, 400 / count ** 0.5),
      ]);
      const root = makeWorkspace(Object.fromEntries(files));
      const { texts, heldOut: before } = await prepared(root);
      const mark = (word: string) => (text: string) => `${text.trimEnd()} ${`${word} `.repeat(5)}\n`;
      const held = new Map(texts().heldOut.map(({ text }) => [text, mark("zzyzx")(text)]));
      for (const [name, text] of files) {
        let changed = mark("hhyhx")(text!);
        for (const [old, now] of held) changed = changed.replace(old, () => now);
        writeFileSync(join(root, name!), held.get(text!) ?? changed);
      }
      const again = optionsOf(root, { before });
      const { train, heldOut } = (await prepareData(tokenizer, again, signal)).texts();
      expect([joined(train).includes("zzyzx"), joined(heldOut).includes("zzyzx")]).toEqual([false, true]);
      expect(joined(train)).toContain("hhyhx");
      return again;
    }

    test("nothing of it is in a vocabulary from scratch, nor in what starting values come from", async () => {
      const { data, model } = await prepare({ scratch }, await marked(), signal);
      const { vocab } = model.tokenizer.spec;
      expect(vocab.filter((token) => token.includes("z"))).toEqual([]);
      expect(vocab).toContain("hhyhx");
      expect(data.train.ids).toHaveLength(data.train.tokens);
    });

    test("nothing of it is a new word", async () => {
      const newWords = { maxWords: 1000, minCount: 4 };
      const words = await prepare({ model: MODEL, newWords }, await marked(), signal);
      expect(words.newWords).toContain("hhyhx");
      expect(words.newWords).not.toContain("zzyzx");
    });
  });
});
