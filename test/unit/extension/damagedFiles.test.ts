import { expect, test } from "vitest";
import { bytesSource } from "../../../src/core/formats/byteSource";
import { readSafetensorsHeader } from "../../../src/core/formats/safetensorsHeader";
import { shardNames } from "../../../src/core/formats/shardIndex";
import { parseModelConfig } from "../../../src/core/models/configJson";
import { tokenizerFromJson } from "../../../src/core/tokenizer/readTokenizer";
import { describeError } from "../../../src/extension/localize";

import { GERMAN, plainSpaces } from "./localize";

const config = (json: unknown) => () => parseModelConfig(json, "config.json");
const tokenizer = (json: unknown) => () => tokenizerFromJson(json, "tokenizer.json");
const weights = (header: string) => () => {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return readSafetensorsHeader(bytesSource("w", Buffer.concat([length, Buffer.from(header)])));
};
const wordPiece = (vocab: object, more: object = {}) =>
  tokenizer({
    model: { type: "WordPiece", vocab },
    pre_tokenizer: { type: "BertPreTokenizer" },
    ...more,
  });

test.each<[string, () => unknown, string]>([
  ["a list", config([]), "config.json muss ein JSON-Objekt enthalten."],
  ["no kind", config({}), "config.json: „model_type“ ist nicht vorhanden, wird aber gebraucht."],
  [
    "a size that is text",
    config({ model_type: "bert", hidden_size: "768" }),
    'config.json: „hidden_size“ ist "768", muss aber eine Zahl sein.',
  ],
  [
    "too large a size",
    config({ model_type: "bert", vocab_size: 2_000_000 }),
    "config.json: „vocab_size“ ist 2000000, darf aber höchstens 1.048.576 sein.",
  ],
  [
    "an untied model",
    config({ model_type: "bert", tie_word_embeddings: false }),
    "config.json: „tie_word_embeddings“ ist false, unterstützt wird aber nur true.",
  ],
  [
    "a vocabulary without a needed token",
    wordPiece({ a: 0 }),
    "tokenizer.json ist kein brauchbarer Tokenizer: im Vokabular fehlt das Token [UNK], das BERT braucht.",
  ],
  [
    "an added token without its text",
    wordPiece({ "[UNK]": 0 }, { added_tokens: [{ id: 0 }] }),
    "tokenizer.json: „added_tokens.0.content“ ist nicht vorhanden, wird aber gebraucht.",
  ],
  [
    "a header that ends early",
    weights("{"),
    "w ist keine gültige safetensors-Datei: eine Zeichenkette wurde erwartet (beim Zeichen 1).",
  ],
  [
    "a tensor without a shape",
    weights('{"a":{"dtype":"F32"}}'),
    "w ist keine gültige safetensors-Datei: a braucht einen Datentyp, eine Form und zwei data_offsets (beim Zeichen 20).",
  ],
  [
    "an index of nothing",
    () => shardNames({ weight_map: {} }, "i.json"),
    "i.json: „weight_map“ ist {}, darf aber nicht leer sein.",
  ],
])("%s is told in German", async (_what, read, message) => {
  const failure: unknown = await Promise.resolve()
    .then(read)
    .then(
      () => "read without a fault",
      (error: unknown) => error,
    );
  expect(plainSpaces(describeError(failure, GERMAN).message)).toBe(message);
});
