// Learns the vocabulary of the base model and writes the corpus as uint16 token ids, by kind and split.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { IdBuffer } from "../src/core/tokenizer/idBuffer";
import type { Tokenizer } from "../src/core/tokenizer/tokenizer";
import { bertSpec } from "../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import {
  toTokenizerConfig,
  toTokenizerJson,
  toVocabTxt,
} from "../src/core/tokenizer/wordpiece/writeWordPiece";
import { cacheFolder } from "./corpus/cache";
import { KINDS, type Kind, MIXTURE } from "./corpus/kinds";
import { readShards, type Split } from "./corpus/shards";
import { CASED, learnBaseVocabulary } from "./tokens/vocabulary";

const FOLDER = cacheFolder("tokens");
const MAX_POSITIONS = 512;

interface Counts {
  readonly tokens: number;
  readonly documents: number;
  readonly bytes: number;
  readonly unknown: number;
}

/** Writes `<kind>.<split>.bin`: ids as little-endian uint16, each document followed by [SEP]. */
function tokenize(tokenizer: Tokenizer, kind: Kind, split: Split): Counts {
  const ids = new IdBuffer(1 << 20);
  let documents = 0;
  let bytes = 0;
  for (const { text } of readShards(kind, split)) {
    tokenizer.encodeIds(text, ids);
    ids.push(tokenizer.sepTokenId);
    documents++;
    bytes += Buffer.byteLength(text);
  }
  const tokens = ids.view();
  const unknown = tokens.reduce((sum, id) => sum + (id === tokenizer.unkTokenId ? 1 : 0), 0);
  writeFileSync(`${FOLDER}/${kind}.${split}.bin`, Uint16Array.from(tokens));
  return { tokens: tokens.length, documents, bytes, unknown };
}

const { values } = parseArgs({
  options: {
    /** A tokenizer's folder whose vocabulary is used again, so that a model can be trained on with a changed corpus. */
    vocabulary: { type: "string" },
  },
});

function vocabulary(): string[] {
  if (values.vocabulary !== undefined)
    return readFileSync(join(values.vocabulary, "vocab.txt"), "utf8").trimEnd().split("\n");
  const started = Date.now();
  const learnt = learnBaseVocabulary();
  console.log(`${learnt.length} pieces learnt in ${Math.round((Date.now() - started) / 1000)} s`);
  return learnt;
}

function main(): void {
  mkdirSync(FOLDER, { recursive: true });
  const spec = bertSpec(vocabulary(), CASED);
  writeFileSync(`${FOLDER}/vocab.txt`, toVocabTxt(spec));
  writeFileSync(`${FOLDER}/tokenizer.json`, JSON.stringify(toTokenizerJson(spec), null, 2));
  const config = toTokenizerConfig(spec, { modelMaxLength: MAX_POSITIONS });
  writeFileSync(`${FOLDER}/tokenizer_config.json`, JSON.stringify(config, null, 2));
  const tokenizer = createWordPieceTokenizer(spec);
  const kinds = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      {
        weight: MIXTURE[kind],
        train: tokenize(tokenizer, kind, "train"),
        heldout: tokenize(tokenizer, kind, "heldout"),
      },
    ]),
  );
  const format = "little-endian uint16 ids; [SEP] ends each document; no [CLS]";
  const meta = { format, vocabSize: spec.vocab.length, separator: tokenizer.sepTokenId, kinds };
  writeFileSync(`${FOLDER}/meta.json`, `${JSON.stringify(meta, null, 2)}\n`);
  console.table(
    Object.entries(kinds).map(([kind, { weight, train, heldout }]) => ({
      kind,
      weight,
      tokens: train.tokens,
      heldout: heldout.tokens,
      bytesPerToken: Math.round((100 * train.bytes) / train.tokens) / 100,
      unknown: train.unknown,
    })),
  );
}

main();
