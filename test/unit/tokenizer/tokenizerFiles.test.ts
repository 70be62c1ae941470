import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/core/errors";
import { readTokenizer, tokenizerFromJson } from "../../../src/core/tokenizer/readTokenizer";
import type { TokenizerFiles } from "../../../src/core/tokenizer/tokenizerFiles";
import { CASES, fixtureTokenizer, readFixture } from "./fixtures";

type Json = Record<string, unknown>;
const readJson = (): Json => JSON.parse(readFixture("tokenizer-cased/tokenizer.json"));

const fromFiles = (files: TokenizerFiles) => readTokenizer({ files, nameOf: (name) => name }, "models/x");

/** The fixture with one value replaced; `path` is the keys to it, joined by dots. */
function damaged(path: string, value: unknown): Json {
  const json = readJson();
  const keys = path.split(".");
  const last = keys.pop()!;
  const holder = keys.reduce((object, key) => object[key] as Json, json);
  holder[last] = value;
  return json;
}

/** The fixture with a token of the vocabulary renamed and no added tokens. */
function renamed(token: string): Json {
  const text = readFixture("tokenizer-cased/tokenizer.json").replaceAll(JSON.stringify(token), '"[unused]"');
  return { ...JSON.parse(text), added_tokens: [], post_processor: null };
}

describe.each(CASES)("a %s tokenizer", (name) => {
  const tokenizer = fixtureTokenizer(name);

  it("is written as Transformers wrote it", () => {
    const files = tokenizer.files();
    expect(files["tokenizer.json"]).toEqual(JSON.parse(readFixture(`tokenizer-${name}/tokenizer.json`)));
    expect(files["vocab.txt"]).toBe(readFixture(`tokenizer-${name}/vocab.txt`));
    const config = JSON.parse(readFixture(`tokenizer-${name}/tokenizer_config.json`));
    expect(config).toMatchObject(files["tokenizer_config.json"] as object);
  });

  it("comes back from its vocab.txt and its configuration", () => {
    const { "tokenizer.json": _, ...older } = tokenizer.files();
    expect(fromFiles(older).spec).toEqual(tokenizer.spec);
  });
});

it("keeps settings and added tokens that are not BERT's own", () => {
  const file = readJson() as { added_tokens: Json[]; model: Json; decoder: Json };
  const added = { ...file.added_tokens[0], id: 400, content: "<new>", special: false };
  const json = {
    ...file,
    normalizer: {
      type: "BertNormalizer",
      clean_text: false,
      handle_chinese_chars: false,
      strip_accents: true,
      lowercase: false,
    },
    added_tokens: [...file.added_tokens, added],
    model: { ...file.model, max_input_chars_per_word: 7 },
    decoder: { ...file.decoder, cleanup: false },
  };
  const tokenizer = tokenizerFromJson(json, "tokenizer.json");
  expect(tokenizer.files()["tokenizer.json"]).toEqual(json);
  expect(tokenizer.vocabSize).toBe(401);
  expect(tokenizer.encode("a<new>b", { parseSpecialTokens: false }).tokens).toEqual([
    "[CLS]",
    "a",
    "<new>",
    "b",
    "[SEP]",
  ]);
  expect(tokenizer.files()["tokenizer_config.json"]).toMatchObject({
    tokenizer_class: "PreTrainedTokenizerFast",
  });
});

describe("a damaged tokenizer.json is refused in a sentence", () => {
  it.each<[string, unknown, RegExp]>([
    ["null", null, /must hold a JSON object/],
    ["an array", [], /must hold a JSON object/],
    ["a string", "WordPiece", /must hold a JSON object/],
    ["no model", {}, /"model" is absent, but is needed/],
    [
      "another model",
      damaged("model.type", "Unigram"),
      /"model\.type" is "Unigram", but only "WordPiece", "BPE" are supported/,
    ],
    ["a number as type", damaged("model.type", 1), /"model\.type" is 1, but only "WordPiece"/],
    ["no vocabulary", damaged("model.vocab", undefined), /"model\.vocab" is absent, but must be an object/],
    [
      "a list as vocabulary",
      damaged("model.vocab", ["a"]),
      /"model\.vocab" is \["a"\], but must be an object/,
    ],
    ["an empty vocabulary", damaged("model.vocab", {}), /no \[UNK\] token/],
    ["a negative id", damaged("model.vocab.a", -1), /id of "a"/],
    ["a fraction as id", damaged("model.vocab.a", 1.5), /id of "a"/],
    ["a huge id", damaged("model.vocab.a", 1e300), /id of "a"/],
    ["text as id", damaged("model.vocab.a", "7"), /id of "a"/],
    ["an id twice", damaged("model.vocab.a", 0), /same id/],
    ["no [MASK]", renamed("[MASK]"), /no \[MASK\] token/],
    ["no [PAD]", renamed("[PAD]"), /no \[PAD\] token/],
    [
      "another unknown token",
      damaged("model.unk_token", "<unk>"),
      /"model\.unk_token" is "<unk>", but only "\[UNK\]" is supported/,
    ],
    ["an empty prefix", damaged("model.continuing_subword_prefix", ""), /must not be empty/],
    [
      "endless words",
      damaged("model.max_input_chars_per_word", 1e15),
      /"model\.max_input_chars_per_word" is 1000000000000000, but must be at most 10000/,
    ],
    [
      "another normaliser",
      damaged("normalizer", { type: "NFC" }),
      /"normalizer\.type" is "NFC", but only "BertNormalizer"/,
    ],
    [
      "text as flag",
      damaged("normalizer.lowercase", "yes"),
      /"normalizer\.lowercase" is "yes", but must be true or false/,
    ],
    ["another pre-tokenizer", damaged("pre_tokenizer.type", "Metaspace"), /BertPreTokenizer/],
    ["no pre-tokenizer", damaged("pre_tokenizer", null), /"pre_tokenizer" is null, but must be an object/],
    [
      "another decoder",
      damaged("decoder.type", "BPEDecoder"),
      /"decoder\.type" is "BPEDecoder", but only "WordPiece"/,
    ],
    ["another template", damaged("post_processor.single", []), /must be \[CLS\], the text, \[SEP\]/],
    [
      "an added token with lstrip",
      damaged("added_tokens.4.lstrip", true),
      /"added_tokens\.4\.lstrip" is true/,
    ],
    ["an added token elsewhere", damaged("added_tokens.4.id", 9), /same id/],
    ["an added token far away", damaged("added_tokens.4", { id: 999, content: "z" }), /id 400/],
    ["an empty added token", damaged("added_tokens.4.content", ""), /empty/],
    ["added tokens as object", damaged("added_tokens", {}), /"added_tokens" is {}, but must be a list/],
  ])("%s", (_, json, message) => {
    const read = () => tokenizerFromJson(json, "models/x/tokenizer.json");
    expect(read).toThrow(message);
    expect(read).toThrow(/^models\/x\/tokenizer\.json( is not a usable tokenizer: | must hold |: ").*\.$/);
    expect(read).toThrow(Fault);
  });

  it("takes __proto__ as a token like any other", () => {
    const text = readFixture("tokenizer-cased/tokenizer.json");
    const json = JSON.parse(text.replace(/"vocab":\s*\{/, '"vocab": {"__proto__": 400,'));
    expect(tokenizerFromJson(json, "tokenizer.json").tokenToId("__proto__")).toBe(400);
  });
});

describe("a damaged vocab.txt", () => {
  const vocab = readFixture("tokenizer-cased/vocab.txt");
  it.each([
    ["empty", "", /no \[UNK\] token/],
    ["a token twice", `${vocab}a\n`, /"a" has two ids, \d+ and 400/],
    ["no [SEP]", vocab.replace("[SEP]", "[sep]"), /no \[SEP\] token/],
  ])("%s", (_, text, message) => {
    expect(() => fromFiles({ "vocab.txt": text })).toThrow(message);
  });

  it("may have Windows line ends and a byte order mark", () => {
    const windows = `\ufeff${vocab.replaceAll("\n", "\r\n")}`;
    expect(fromFiles({ "vocab.txt": windows }).vocabSize).toBe(400);
  });
});
