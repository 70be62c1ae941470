import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/core/errors";
import type { TokenizerFiles } from "../../../src/core/tokenizer/tokenizerFiles";
import { BYTE_LEVEL, byteLevelFiles, byteLevelTokenizer, fromFiles, readFixture } from "./fixtures";

type Json = Record<string, unknown>;
const readJson = (): Json => JSON.parse(readFixture("tokenizer-roberta/tokenizer.json"));

/** The fixture with one value replaced; `path` is the keys to it, joined by dots. */
function damaged(path: string, value: unknown): TokenizerFiles {
  const json = readJson();
  const keys = path.split(".");
  const last = keys.pop()!;
  const holder = keys.reduce((object, key) => object[key] as Json, json);
  holder[last] = value;
  return { "tokenizer.json": json };
}

const TEXT = "the [MASK] <mask> foo_bar(x)\n    naïve  😀's";

describe.each(BYTE_LEVEL)("a tokenizer as %s has it", (name) => {
  const tokenizer = byteLevelTokenizer(name);

  it("is written as Transformers wrote it", () => {
    const files = tokenizer.files();
    const { "tokenizer.json": json, "tokenizer_config.json": config } = byteLevelFiles(name);
    expect(files["tokenizer.json"]).toEqual(json);
    const { pad_token, unk_token, cls_token, sep_token, mask_token } = files["tokenizer_config.json"] as Json;
    expect(config).toMatchObject({ pad_token, unk_token, cls_token, sep_token, mask_token });
  });

  it("keeps its identity when it is written and read", () => {
    expect(fromFiles(tokenizer.files()).identity()).toBe(tokenizer.identity());
  });

  it("knows its special tokens without a configuration", () => {
    const { "tokenizer.json": json } = byteLevelFiles(name);
    expect(fromFiles({ "tokenizer.json": json }).identity()).toBe(tokenizer.identity());
  });
});

describe("the files before tokenizer.json", () => {
  const files: TokenizerFiles = {
    "vocab.json": JSON.parse(readFixture("tokenizer-roberta/vocab.json")),
    "merges.txt": readFixture("tokenizer-roberta/merges.txt"),
  };

  it("make the same tokens", () => {
    expect(fromFiles(files).identity()).toBe(byteLevelTokenizer("roberta").identity());
    expect(fromFiles(files).encode(TEXT)).toEqual(byteLevelTokenizer("roberta").encode(TEXT));
  });

  it("may have Windows line ends", () => {
    const windows = files["merges.txt"]!.replaceAll("\n", "\r\n");
    expect(fromFiles({ ...files, "merges.txt": windows }).identity()).toBe(fromFiles(files).identity());
  });

  it("say in their configuration whether a space stands before the text", () => {
    const config = { add_prefix_space: true };
    expect(fromFiles({ ...files, "tokenizer_config.json": config }).encode("the").tokens).toEqual([
      "<s>",
      "Ġthe",
      "</s>",
    ]);
  });

  it.each([
    ["a vocabulary that is a list", { "vocab.json": [] }, /vocab\.json must hold a JSON object/],
    ["a merge of three", { "merges.txt": "a b c\n" }, /"merges\[0\]" must be two tokens/],
    ["a merge of what is not there", { "merges.txt": "a ZZ\n" }, /needs "ZZ", which has no id/],
    [
      "neither file",
      { "vocab.json": undefined },
      /neither tokenizer\.json nor vocab\.txt, vocab\.json \+ merges\.txt/,
    ],
  ])("are refused with %s", (_, changes, message) => {
    expect(() => fromFiles({ ...files, ...changes } as TokenizerFiles)).toThrow(message);
  });
});

describe("a tokenizer.json is refused in a sentence with", () => {
  const merges = (readJson()["model"] as Json)["merges"] as unknown[];
  const vocab = (readJson()["model"] as { vocab: Json }).vocab;
  const { Ġ: _space, ...lacking } = vocab;
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  it.each<[string, TokenizerFiles, RegExp]>([
    ["dropout", damaged("model.dropout", 0.1), /"model\.dropout" is 0\.1, but only 0 is supported/],
    [
      "another prefix",
      damaged("model.continuing_subword_prefix", "##"),
      /"model\.continuing_subword_prefix" is "##", but only "" is supported/,
    ],
    ["another suffix", damaged("model.end_of_word_suffix", "</w>"), /"model\.end_of_word_suffix" is "<\/w>"/],
    [
      "a byte that has no token",
      damaged("model.vocab", { ...lacking, zzz: vocab["Ġ"] }),
      /no token for the byte 32/,
    ],
    ["an id twice", damaged("model.vocab.a", 0), /same id/],
    ["a merge twice", damaged("model.merges", [...merges, merges[0]]), /comes twice/],
    ["a merge of one", damaged("model.merges.3", ["a"]), /"merges\[3\]" must be two tokens/],
    ["merges that are no list", damaged("model.merges", {}), /"merges" must be a list/],
    [
      "another normaliser",
      damaged("normalizer", { type: "NFKC" }),
      /"normalizer\.type" is "NFKC", but only "NFC" is supported/,
    ],
    [
      "another pre-tokenizer",
      damaged("pre_tokenizer.type", "Metaspace"),
      /"pre_tokenizer\.type" is "Metaspace", but only "ByteLevel"/,
    ],
    [
      "no pattern",
      damaged("pre_tokenizer.use_regex", false),
      /"pre_tokenizer\.use_regex" is false, but only true/,
    ],
    [
      "more than one step",
      damaged("pre_tokenizer", { type: "Sequence", pretokenizers: [byteLevel, byteLevel] }),
      /ByteLevel must be the only step/,
    ],
    ["no step", damaged("pre_tokenizer", { type: "Sequence", pretokenizers: [] }), /must have a step/],
    [
      "another decoder",
      damaged("decoder.type", "WordPiece"),
      /"decoder\.type" is "WordPiece", but only "ByteLevel"/,
    ],
    ["nothing around a text", damaged("post_processor", byteLevel), /one token before a text and one behind/],
    ["a template of nothing", damaged("post_processor", { type: "TemplateProcessing" }), /single" is absent/],
    [
      "an end without a name",
      damaged("post_processor.sep", 2),
      /"post_processor\.sep" is 2, but must be a list/,
    ],
    [
      "an end that is not there",
      damaged("post_processor.sep", ["</x>", 2]),
      /no token for the end of a text/,
    ],
    [
      "no mask",
      { ...damaged("version", "1.0"), "tokenizer_config.json": { mask_token: "<x>" } },
      /no token for the mask/,
    ],
    [
      "a mask that is a number",
      { ...damaged("version", "1.0"), "tokenizer_config.json": { mask_token: 4 } },
      /"mask_token" is 4, but must be a string or an object/,
    ],
  ])("%s", (_, files, message) => {
    const read = () => fromFiles(files);
    expect(read).toThrow(message);
    expect(read).toThrow(/^models\/x\/tokenizer(_config)?\.json( is not a usable tokenizer: |: ").*\.$/);
    expect(read).toThrow(Fault);
  });
});
