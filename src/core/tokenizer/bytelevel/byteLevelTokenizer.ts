import { EncodingBuilder } from "../encoding";
import { IdBuffer } from "../idBuffer";
import type {
  EncodedPart,
  EncodeOptions,
  Encoding,
  Tokenizer,
  TokenizerFileOptions,
  TokenizerOptions,
} from "../tokenizer";
import { bytesOf, written } from "./byteAlphabet";
import type { NormalizedText } from "./normalizedText";
import { allTokens, type ByteLevelSpec } from "./spec";
import { createTextReader } from "./textReader";
import { createTokenForms } from "./tokenForms";
import { trimPlaces } from "./trimPlaces";
import { utf8Length } from "./utf8";
import { createWordPieces } from "./wordPieces";
import { createWordScanner } from "./wordScanner";
import { toTokenizerConfig, toTokenizerJson } from "./writeByteLevel";

/** Changes with every change of what this code makes of a text, so that no older ids are taken for its own. */
const VERSION = 1;

type Report = (id: number, start: number, end: number) => void;

export function createByteLevelTokenizer(
  spec: ByteLevelSpec,
  { cacheWords = 1 << 16 }: TokenizerOptions = {},
): Tokenizer {
  const tokens = allTokens(spec);
  const bytes = tokens.map(bytesOf);
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const specialIds = new Set(spec.addedTokens.filter(({ special }) => special).map(({ id }) => id));
  const addedIds = new Set(spec.addedTokens.map(({ id }) => id));
  const read = createTextReader(spec);
  const scan = createWordScanner();
  const pieces = createWordPieces(spec, cacheWords);
  const { clsTokenId, sepTokenId } = spec.roles;

  /** Reports the pieces of the word text[from, to) with their places in the original. */
  function reportPieces({ text, startOf, endOf }: NormalizedText, from: number, to: number, report: Report) {
    pieces.cut(text, from, to);
    let at = from;
    let taken = 0; // bytes of the character at `at`
    for (let k = pieces.from; k < pieces.from + pieces.count; k++) {
      const id = pieces.ids[k]!;
      const start = at;
      let end = at;
      for (let left = bytes[id]!.length; left > 0; ) {
        const size = utf8Length(text, at);
        const units = size > 3 ? 2 : 1;
        const took = Math.min(left, size - taken);
        left -= took;
        taken += took;
        end = at + units;
        if (taken < size) continue;
        at = end;
        taken = 0;
      }
      report(id, startOf(start), endOf(end - 1));
    }
  }

  function encode(text: string, options: EncodeOptions = {}): Encoding {
    const { parseSpecialTokens = true, addSpecialTokens = true } = options;
    const { addPrefixSpace } = spec;
    const builder = new EncodingBuilder(tokens);
    if (addSpecialTokens) builder.add(clsTokenId, 0, 0);
    read(
      text,
      { parseSpecialTokens, addPrefixSpace },
      {
        onToken: builder.add,
        onStretch: (stretch, from, to) =>
          scan(stretch.text, from, to, (start, end) => reportPieces(stretch, start, end, builder.add)),
      },
    );
    if (addSpecialTokens) builder.add(sepTokenId, 0, 0);
    const encoding = builder.build();
    if (spec.trimOffsets) trimPlaces(text, encoding, spec.trimOffsets.addPrefixSpace);
    return encoding;
  }

  /** Special tokens spelt out are ordinary text. */
  function appendIds(text: string, addPrefixSpace: boolean, out: IdBuffer): void {
    const options = { parseSpecialTokens: false, addPrefixSpace };
    read(text, options, {
      onToken: (id) => out.push(id),
      onStretch: (stretch, from, to) =>
        scan(stretch.text, from, to, (start, end) => {
          pieces.cut(stretch.text, start, end);
          out.append(pieces.ids, pieces.from, pieces.count);
        }),
    });
  }

  function idsOf(text: string, addPrefixSpace: boolean): Int32Array {
    const ids = new IdBuffer(text.length);
    appendIds(text, addPrefixSpace, ids);
    return ids.toArray();
  }

  /** Without the space at its end that belongs to a word behind it: that is no part of an added token. */
  function encodePart(text: string, addPrefixSpace: boolean, wordFollows: boolean): EncodedPart {
    const ids = idsOf(text, addPrefixSpace);
    const isFirst = text === "" && addPrefixSpace;
    const endsInSpace = text.endsWith(" ") && !addedIds.has(ids.at(-1)!);
    if (!wordFollows || !(endsInSpace || isFirst)) return { ids, spaced: false };
    return { ids: idsOf(text.slice(0, -1), addPrefixSpace), spaced: true };
  }

  return {
    ...spec.roles,
    ...vocabularyOf(spec),
    ...createTokenForms(spec, bytes),
    vocabSize: tokens.length,
    lowercase: false,
    writesSpaces: true,
    encode,
    encodeIds: (text, out) => appendIds(text, spec.addPrefixSpace, out),
    decode(encoded, { skipSpecialTokens = false } = {}) {
      const kept = Array.from(encoded).filter((id) => !(skipSpecialTokens && specialIds.has(id)));
      return textOf(kept.map((id) => bytes[id] ?? NOTHING));
    },
    tokenToId: (token) => ids.get(token),
    idToToken: (id) => tokens[id],
    isSpecial: (id) => specialIds.has(id),
    piecesOf: (word, spaced = false) => idsOf(spaced ? ` ${word}` : word, false),
    encodeAround: (parts) =>
      parts.map((part, at) => encodePart(part, at === 0 && spec.addPrefixSpace, at < parts.length - 1)),
    wordOf: (word) => textOf(Array.from(word, (id) => bytes[id] ?? NOTHING)),
  };
}

const NOTHING = new Uint8Array();

/** What bytes say as UTF-8, with U+FFFD for what is not. */
function textOf(parts: readonly Uint8Array[]): string {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(joined);
}

/** The longest run of letters, perhaps behind a space, is one word for all byte-level tokenizers of GPT-2's kind. */
const WORD = /^ ?\p{L}+$/u;

/** What is done with the vocabulary as a whole. */
function vocabularyOf(spec: ByteLevelSpec) {
  const { words } = spec;
  const tokenOf = (word: string) => written(new TextEncoder().encode(word));
  return {
    spec,
    identity: () => identityOf(spec),
    canBeToken: (word: string) => WORD.test(word),
    canAddWords: true,
    withWords: (more: readonly string[]) =>
      createByteLevelTokenizer({ ...spec, words: [...words, ...more.map(tokenOf)] }),
    withoutLastWords: (count: number) =>
      createByteLevelTokenizer({ ...spec, words: words.slice(0, words.length - count) }),
    lastWords: (count: number) => words.slice(words.length - count).map((token) => textOf([bytesOf(token)])),
    files: (options: TokenizerFileOptions = {}) => ({
      "tokenizer.json": toTokenizerJson(spec),
      "tokenizer_config.json": toTokenizerConfig(spec, options),
    }),
  };
}

/** Whether the vocabulary lists the added tokens, too, makes no difference to ids. */
function identityOf(spec: ByteLevelSpec): string {
  return `bytelevel ${VERSION}\n${JSON.stringify({ ...spec, vocab: allTokens(spec) })}`;
}
