import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import {
  bertSpec,
  DEFAULT_NORMALIZER,
  SPECIAL_TOKENS,
  type WordPieceSpec,
} from "../../../src/core/tokenizer/wordpiece/spec";
import {
  createWordPieceTokenizer,
  type WordPieceTokenizer,
} from "../../../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { prepareData } from "../../../src/engine/corpus/prepareData";
import type { TokenCacheLimits } from "../../../src/engine/corpus/readCorpus";
import { loadModel } from "../../../src/engine/models/loadModel";
import { prepare } from "../../../src/engine/start/prepare";
import { tokenizerFingerprint } from "../../../src/node/corpus/tokenizerFingerprint";
import { learnable, makeWorkspace, prose } from "../corpus/workspace";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz."];
const SPEC = bertSpec(
  [...Object.values(SPECIAL_TOKENS), ...LETTERS, ...LETTERS.map((letter) => `##${letter}`)],
  DEFAULT_NORMALIZER,
);
const HOUR_AGO = new Date(Date.now() - 3_600_000);

/** Files of an hour ago: among them near-duplicates, special tokens, a copy, and what is left out. */
function workspace(): string {
  const template = prose(400);
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`sub${i % 3}/${i}.txt`, prose(120, i + 2)]),
  );
  const root = makeWorkspace({
    ...files,
    "template.md": template,
    "nearly.md": `${template}${prose(30, 99)}`,
    "special.txt": "a [MASK] of its own [SEP] and more\n",
    "copy.txt": "a [MASK] of its own [SEP] and more\n",
    "binary.bin": new Uint8Array(50),
    ".env": "a=b\n",
  });
  for (const entry of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    utimesSync(join(root, entry), HOUR_AGO, HOUR_AGO);
  }
  return root;
}

function options(root: string, tokenCache: TokenCacheLimits | undefined, lineByLine = false) {
  return {
    folders: [root],
    corpus: DEFAULT_CORPUS_OPTIONS,
    ...(tokenCache && { tokenCache }),
    maxSeqLength: 64,
    lineByLine,
    validationSplit: 0.2,
    seed: 3,
  };
}

/** What is prepared, and how many texts were tokenised for it. */
async function run(root: string, tokenCache?: TokenCacheLimits) {
  const tokenizer = createWordPieceTokenizer(SPEC);
  let encoded = 0;
  const counting: WordPieceTokenizer = {
    ...tokenizer,
    encodeIds(...parameters) {
      encoded++;
      tokenizer.encodeIds(...parameters);
    },
  };
  const data = await prepareData(counting, options(root, tokenCache), new AbortController().signal);
  return { data: { ...data, texts: data.texts() }, encoded };
}

const newCache = (): TokenCacheLimits => ({ folder: join(makeWorkspace(), "tokens"), maxSize: 1e8 });

test("ids, split, summary and sentences are the same without the cache, with a new one and with a full one", async () => {
  const root = workspace();
  const cache = newCache();
  const without = await run(root);
  const first = await run(root, cache);
  const second = await run(root, cache);
  expect([without.encoded, first.encoded, second.encoded]).toEqual([16, 16, 1]); // the new lines of a near-copy are tokenised each time
  expect(first.data).toEqual(without.data);
  expect(second.data).toEqual(without.data);
  expect(without.data.heldOutFiles.length).toBeGreaterThan(0);
  expect(without.data.sentences.length).toBeGreaterThan(0);
  const ids = [...without.data.train.ids, ...without.data.validation.ids];
  expect(ids).not.toContain(SPEC.vocab.indexOf("[MASK]"));
});

test("of a near-duplicate only the end is learnt, from a word's start on", async () => {
  const tokenizer = createWordPieceTokenizer(SPEC);
  const template = prose(400);
  const alone = makeWorkspace({ "a.txt": template });
  const both = makeWorkspace({ "a.txt": template, "b.txt": `${template}${prose(30, 99)}` });
  const ids = async (root: string) => {
    const { data } = await run(root);
    const parts = [data.train, data.validation].map(({ ids, bounds }) => [
      ...ids.slice(bounds[0], bounds.at(-1)),
    ]);
    return { tokens: data.tokens, ids: parts.flat() };
  };
  const [one, two] = [await ids(alone), await ids(both)];
  expect(two.tokens - one.tokens).toBeLessThan(0.4 * one.tokens);
  expect(two.tokens).toBeGreaterThan(one.tokens);
  const afterCls = two.ids.flatMap((id, index) => (two.ids[index - 1] === tokenizer.clsTokenId ? [id] : []));
  expect(afterCls.filter((id) => tokenizer.continuesWord(id))).toEqual([]);
});

test("a changed file is read again, and only that", async () => {
  const root = workspace();
  const cache = newCache();
  await run(root, cache);
  writeFileSync(join(root, "sub0/0.txt"), prose(50, 77));
  const again = await run(root, cache);
  expect(again.encoded).toBe(2); // and the new lines of a near-copy
  expect(again.data).toEqual((await run(root)).data);
});

test("a cache folder that cannot be made is no fault", async () => {
  const root = workspace();
  const folder = join(makeWorkspace({ file: "a file\n" }), "file", "tokens");
  expect((await run(root, { folder, maxSize: 1e8 })).data).toEqual((await run(root)).data);
});

test.each([false, true])("from scratch the cache changes nothing (line by line: %s)", async (lineByLine) => {
  const root = workspace();
  const cache = newCache();
  const scratch = { vocabSize: 300, hiddenSize: 64, numHiddenLayers: 1, lowercase: false };
  const prepared = async (tokenCache?: TokenCacheLimits) => {
    const { data, model } = await prepare(
      { scratch },
      options(root, tokenCache, lineByLine),
      new AbortController().signal,
    );
    return { data: { ...data, texts: data.texts() }, vocab: model.tokenizer.spec.vocab };
  };
  const without = await prepared();
  expect(await prepared(cache)).toEqual(without);
  expect(await prepared(cache)).toEqual(without);
});

test("the fingerprint changes with whatever changes the ids", () => {
  const variants = [
    SPEC,
    { ...SPEC, vocab: [...SPEC.vocab, "more"] },
    { ...SPEC, vocab: SPEC.vocab.with(5, "z").with(30, "a") },
    { ...SPEC, normalizer: { ...SPEC.normalizer, lowercase: false } },
    { ...SPEC, normalizer: { ...SPEC.normalizer, stripAccents: true } },
    { ...SPEC, addedTokens: SPEC.addedTokens.slice(1) },
    { ...SPEC, continuingSubwordPrefix: "@@" },
    { ...SPEC, maxInputCharsPerWord: 99 },
  ];
  const fingerprint = (spec: WordPieceSpec) => tokenizerFingerprint(createWordPieceTokenizer(spec));
  expect(new Set(variants.map(fingerprint)).size).toBe(variants.length);
  expect(fingerprint(structuredClone(SPEC))).toBe(fingerprint(SPEC));
});

test("the model before new words is what it was, and shares the memory of all its rows with the one that has them", async () => {
  const folder = "test/fixtures/bert-2x32";
  const start = { model: folder, newWords: { maxWords: 5, minCount: 2 } };
  const root = makeWorkspace(
    Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.md`, learnable(150, at + 1)])),
  );
  const prepared = await prepare(start, options(root, undefined), new AbortController().signal);
  expect(prepared.newWords).toHaveLength(5);
  const { config, parameters, tokenizer } = await loadModel(folder);
  expect(prepared.base!.config).toEqual(config);
  expect(tokenizerFingerprint(prepared.base!.tokenizer)).toBe(tokenizerFingerprint(tokenizer));
  expect([...prepared.base!.parameters.keys()]).toEqual([...parameters.keys()]);
  for (const [name, { shape, data }] of prepared.base!.parameters) {
    expect({ shape, data }, name).toEqual(parameters.get(name));
    expect(data.buffer, name).toBe(prepared.model.parameters.get(name)!.data.buffer);
  }
});
