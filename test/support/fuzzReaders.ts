import fc from "fast-check";
import { Fault } from "../../src/core/errors";
import { readModelWeights } from "../../src/core/formats/modelWeights";
import { readSafetensors } from "../../src/core/formats/safetensors";
import { shardNames } from "../../src/core/formats/shardIndex";
import { writeSafetensors } from "../../src/core/formats/writeSafetensors";
import { parseModelConfig, toConfigJson } from "../../src/core/models/configJson";
import { BYTE_CHARACTERS } from "../../src/core/tokenizer/bytelevel/byteAlphabet";
import { readTokenizer, tokenizerFromJson } from "../../src/core/tokenizer/readTokenizer";
import { normalizerFromConfig } from "../../src/core/tokenizer/wordpiece/readWordPiece";
import { bertSpec, DEFAULT_NORMALIZER, SPECIAL_TOKENS } from "../../src/core/tokenizer/wordpiece/spec";
import {
  toTokenizerConfig,
  toTokenizerJson,
  toVocabTxt,
} from "../../src/core/tokenizer/wordpiece/writeWordPiece";
import { strictSource } from "./safetensorsFile";
import { randomParameters, TINY } from "./tinyModel";

/** Milliseconds that a reader may take for a file of a few kilobytes, on a busy machine. */
const LIMIT = 2_000;
/**
 * Bytes that a reader may allocate, garbage included: whatever the file's size, for a tokenizer's tables, and for each byte
 * of the file, of which a vocabulary takes the most, for its prefix tree.
 */
const [FIXED_MEMORY, MEMORY_PER_BYTE] = [12 * 1024 ** 2, 64];

export interface FuzzedReader {
  readonly name: string;
  /** Files that were whole once. */
  readonly files: fc.Arbitrary<Uint8Array>;
  read(file: Uint8Array): Promise<unknown> | unknown;
}

/** How large the files are: whole words in a vocabulary, and rows of a tensor. */
export interface FileSizes {
  readonly words: number;
  readonly rows: number;
}

/** A few kilobytes, so that most changes hit something that matters. */
const SMALL: FileSizes = { words: 0, rows: 2 };

const vocabularyOf = ({ words }: FileSizes): string[] => [
  ...Object.values(SPECIAL_TOKENS),
  ..."abcdefgh",
  ..."abcdefgh".replace(/./g, "##$& ").trim().split(" "),
  ...Array.from({ length: words }, (_, index) => `word${index}`),
];

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Values that readers have stumbled over. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    2 ** 31,
    2 ** 53,
    1e308,
    -0,
    "",
    "[UNK]",
    "__proto__",
    "F32",
    [],
    {},
  ),
  fc.integer(),
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const edit = fc.record({ at: fc.nat(), how: fc.constantFrom("replace", "delete", "copy"), value: odd });

/** Every place in a JSON value: the holder and the key. */
function placesOf(value: unknown, places: [holder: object, key: string][] = []): [object, string][] {
  if (typeof value !== "object" || value === null) return places;
  for (const [key, inner] of Object.entries(value)) {
    places.push([value, key]);
    placesOf(inner, places);
  }
  return places;
}

function editPlace(holder: Record<string, unknown>, key: string, how: string, put: unknown): void {
  const set = (name: string, value: unknown) =>
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  if (how === "replace") set(key, structuredClone(put));
  else if (how === "delete") Reflect.deleteProperty(holder, key);
  else if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
  else set(typeof put === "string" ? put : JSON.stringify(put), structuredClone(holder[key]));
}

/** A JSON value with some of its parts replaced, deleted, or repeated under another name. */
function editedJson(whole: unknown): fc.Arbitrary<Uint8Array> {
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    const value: unknown = structuredClone(whole);
    for (const { at, how, value: put } of edits) {
      const places = placesOf(value);
      if (places.length === 0) break;
      const [holder, key] = places[at % places.length];
      editPlace(holder as Record<string, unknown>, key, how, put);
    }
    return encode(JSON.stringify(value));
  });
}

const NOTHING = new Uint8Array();

/** Bytes with some of them changed, left out, repeated, or cut off. */
function editedBytes(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(whole.length),
    length: fc.nat(40),
    bytes: fc.uint8Array({ maxLength: 12 }),
    how: fc.constantFrom("overwrite", "delete", "insert", "cut"),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((file: Uint8Array, { at, length, bytes, how }) => {
      const rest =
        how === "cut" ? file.length : at + (how === "delete" ? length : how === "insert" ? 0 : bytes.length);
      return joined([file.subarray(0, at), how === "delete" ? NOTHING : bytes, file.subarray(rest)]);
    }, whole),
  );
}

/** A safetensors file with an edited header and the data of the whole one. */
function editedHeader(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const length = Number(new DataView(whole.buffer, whole.byteOffset).getBigUint64(0, true));
  return editedJson(JSON.parse(decode(whole.subarray(8, 8 + length)))).map((header) => {
    const file = new Uint8Array(8 + header.length + whole.length - 8 - length);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(header, 8);
    file.set(whole.subarray(8 + length), 8 + header.length);
    return file;
  });
}

function jsonReader(name: string, whole: object, read: (value: unknown) => unknown): FuzzedReader {
  const files = fc.oneof(editedJson(whole), editedBytes(encode(JSON.stringify(whole))));
  const readFile = (file: Uint8Array) => {
    let value: unknown;
    try {
      value = JSON.parse(decode(file));
    } catch {
      return undefined; // refused before a reader sees it
    }
    return read(value);
  };
  return { name, files, read: readFile };
}

const joined = (chunks: Iterable<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat([...chunks]));

/** A byte-level tokenizer with a few merges. */
function byteLevelFile({ words }: FileSizes) {
  const merges = [
    "a b",
    "ab c",
    "Ġ a",
    ...Array.from({ length: words }, (_, index) => `a ${BYTE_CHARACTERS[index % 90]}`),
  ];
  const unique = [...new Set(merges)];
  const tokens = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", ...BYTE_CHARACTERS];
  const made = unique.map((merge) => merge.replace(" ", "")).filter((token) => !tokens.includes(token));
  const vocab = Object.fromEntries([...new Set([...tokens, ...made])].map((token, id) => [token, id]));
  const addedTokens = tokens
    .slice(0, 5)
    .map((content, id) => ({ id, content, special: true, lstrip: id === 4 }));
  return {
    added_tokens: addedTokens,
    normalizer: { type: "NFC" },
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, use_regex: true },
    post_processor: { type: "RobertaProcessing", sep: ["</s>", 2], cls: ["<s>", 0], trim_offsets: true },
    decoder: { type: "ByteLevel" },
    model: { type: "BPE", vocab, merges: unique },
  };
}

export function fuzzedReaders(sizes: FileSizes = SMALL): FuzzedReader[] {
  const { rows } = sizes;
  const spec = bertSpec(vocabularyOf(sizes), DEFAULT_NORMALIZER);
  const tensors = new Map([
    ["a.weight", { shape: [rows, 3], data: Float32Array.from({ length: 3 * rows }, (_, at) => at + 1) }],
    ["a.bias", { shape: [3], data: Float32Array.of(1, 2, 3) }],
  ]);
  const weights = joined(writeSafetensors(tensors));
  const checkpoint = joined(
    writeSafetensors(randomParameters({ ...TINY, numHiddenLayers: 1, vocabSize: 12 })),
  );
  const config = { ...TINY, numHiddenLayers: 1, vocabSize: 12 };
  const vocabulary = encode(toVocabTxt(spec));
  const byteLevel = byteLevelFile(sizes);
  return [
    {
      name: "safetensors",
      files: fc.oneof(editedHeader(weights), editedBytes(weights)),
      read: (file) => readSafetensors(strictSource("f", file)),
    },
    {
      name: "checkpoint",
      files: editedHeader(checkpoint),
      read: (file) => readModelWeights(config, [strictSource("f", file)]),
    },
    jsonReader("config.json", toConfigJson(TINY, "float32"), (value) => parseModelConfig(value, "f")),
    jsonReader("tokenizer.json", toTokenizerJson(spec) as object, (value) => {
      const tokenizer = tokenizerFromJson(value, "f");
      return tokenizer.encode("Abc [MASK] hé.", { addSpecialTokens: true });
    }),
    jsonReader("byte-level tokenizer.json", byteLevel, (value) =>
      tokenizerFromJson(value, "f").encode("abc <mask> he\u0301.", { addSpecialTokens: true }),
    ),
    {
      name: "merges.txt",
      files: editedBytes(encode(byteLevel.model.merges.join("\n"))),
      read: (file) =>
        readTokenizer(
          { files: { "vocab.json": byteLevel.model.vocab, "merges.txt": decode(file) }, nameOf: () => "f" },
          "f",
        ),
    },
    jsonReader("tokenizer_config.json", toTokenizerConfig(spec, { modelMaxLength: 512 }) as object, (value) =>
      normalizerFromConfig(value, "f"),
    ),
    jsonReader(
      "model.safetensors.index.json",
      { metadata: {}, weight_map: { a: "x.safetensors", b: "y.safetensors" } },
      (value) => shardNames(value, "f"),
    ),
    {
      name: "vocab.txt",
      files: editedBytes(vocabulary),
      read: (file) => readTokenizer({ files: { "vocab.txt": decode(file) }, nameOf: () => "f" }, "f"),
    },
  ];
}

/** Reads a broken file: the reader answers, or throws a Fault, soon, and with little memory for the file's size. */
export async function readBroken({ read }: FuzzedReader, file: Uint8Array): Promise<void> {
  const [began, before] = [performance.now(), memoryInUse()];
  try {
    await read(file);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  const [milliseconds, bytes] = [performance.now() - began, memoryInUse() - before];
  if (milliseconds > LIMIT) throw new Error(`the reader took ${Math.round(milliseconds)} ms`);
  if (bytes > FIXED_MEMORY + MEMORY_PER_BYTE * file.byteLength)
    throw new Error(`the reader took ${bytes} bytes of memory for a file of ${file.byteLength}`);
}

/** Bytes, before garbage is collected. */
function memoryInUse(): number {
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}
