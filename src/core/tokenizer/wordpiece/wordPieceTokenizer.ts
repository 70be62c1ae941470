import { Fault } from "../../errors";
import { sentence } from "../../sentence";
import { createAddedTokenFinder } from "../addedTokens";
import { EncodingBuilder } from "../encoding";
import type {
  EncodeOptions,
  Encoding,
  Tokenizer,
  TokenizerFileOptions,
  TokenizerOptions,
} from "../tokenizer";
import { decodeTokens } from "./decode";
import { createCharNormalizer } from "./normalizer";
import { allTokens, SPECIAL_TOKENS, type WordPieceSpec } from "./spec";
import { createVocabTrie } from "./vocabTrie";
import { createWordPiece } from "./wordPiece";
import { createWordSplitter } from "./wordSplitter";
import { toTokenizerConfig, toTokenizerJson, toVocabTxt } from "./writeWordPiece";

/** A tokenizer of this kind, of which its own tests may look into the spec. */
export interface WordPieceTokenizer extends Tokenizer {
  readonly spec: WordPieceSpec;
}

/** Changes with every change of what this code makes of a text, so that no older ids are taken for its own. */
const VERSION = 2;

/** Throws a Fault of kind "bad-model" if one of the five special tokens is missing. */
export function createWordPieceTokenizer(
  spec: WordPieceSpec,
  { cacheWords = 1 << 16 }: TokenizerOptions = {},
): WordPieceTokenizer {
  const tokens = allTokens(spec);
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const specialIds = new Set(spec.addedTokens.filter((token) => token.special).map((token) => token.id));
  const addedIds = new Set(spec.addedTokens.map((token) => token.id));
  const findAll = createAddedTokenFinder(spec.addedTokens);
  const findOrdinary = createAddedTokenFinder(spec.addedTokens.filter((token) => !token.special));
  const { maxInputCharsPerWord, continuingSubwordPrefix: prefix } = spec;
  const splitter = createWordSplitter(createCharNormalizer(spec.normalizer), maxInputCharsPerWord);
  const trie = createVocabTrie([...spec.vocab.entries()], prefix);
  const unkTokenId = requireId(ids, SPECIAL_TOKENS.unk);
  const clsTokenId = requireId(ids, SPECIAL_TOKENS.cls);
  const sepTokenId = requireId(ids, SPECIAL_TOKENS.sep);
  const wordPiece = createWordPiece(trie, unkTokenId, maxInputCharsPerWord, cacheWords);
  const { word } = splitter;
  const isContinuation = (id: number): boolean => {
    const token = tokens[id];
    return token?.startsWith(prefix) === true && token.length > prefix.length && !addedIds.has(id);
  };

  /** Reports the pieces of the current word with their places in the text. */
  function reportPieces(report: (id: number, start: number, end: number) => void): void {
    wordPiece.cut(word);
    const { ids: pieces, from, count } = wordPiece;
    if (count === 1) {
      report(pieces[from]!, word.start, word.end);
      return;
    }
    let at = 0;
    for (let k = from; k < from + count; k++) {
      const id = pieces[k]!;
      const next = at + tokens[id]!.length - (k > from ? prefix.length : 0);
      report(id, word.startOf(at), word.endOf(next - 1));
      at = next;
    }
  }

  function encode(text: string, options: EncodeOptions = {}): Encoding {
    const encoding = new EncodingBuilder(tokens);
    const report = encoding.add;
    const around = options.addSpecialTokens ?? true;
    if (around) report(clsTokenId, 0, 0);
    const find = (options.parseSpecialTokens ?? true) ? findAll : findOrdinary;
    find(text, (from, to, id) => {
      if (id !== null) report(id, from, to);
      else splitter.split(text, from, to, () => reportPieces(report));
    });
    if (around) report(sepTokenId, 0, 0);
    return encoding.build();
  }

  return {
    ...vocabularyOf(spec),
    vocabSize: tokens.length,
    padTokenId: requireId(ids, SPECIAL_TOKENS.pad),
    unkTokenId,
    clsTokenId,
    sepTokenId,
    maskTokenId: requireId(ids, SPECIAL_TOKENS.mask),
    encode,
    encodeIds(text, out) {
      const onWord = () => {
        wordPiece.cut(word);
        out.append(wordPiece.ids, wordPiece.from, wordPiece.count);
      };
      findOrdinary(text, (from, to, id) => {
        if (id !== null) out.push(id);
        else splitter.split(text, from, to, onWord);
      });
    },
    decode(encoded, { skipSpecialTokens = false } = {}) {
      const kept = Array.from(encoded).filter((id) => !(skipSpecialTokens && specialIds.has(id)));
      const known = kept.flatMap((id) => tokens[id] ?? []);
      return decodeTokens(known, prefix, spec.cleanup);
    },
    tokenToId: (token) => ids.get(token),
    idToToken: (id) => tokens[id],
    isSpecial: (id) => specialIds.has(id),
    startsWord: (id, previous) => previous === undefined || !isContinuation(id),
    continuesWord: isContinuation,
    leavesWordOpen: () => true,
    writesSpaces: false,
    beginsWord: (id) => !specialIds.has(id) && !isContinuation(id),
    piecesOf: (word) => encode(word, AS_TEXT).ids,
    encodeAround: (parts) => parts.map((part) => ({ ids: encode(part, AS_TEXT).ids, spaced: false })),
    wordOf: (pieces) =>
      Array.from(pieces, (id, at) => tokens[id]?.slice(at === 0 ? 0 : prefix.length) ?? "").join(""),
  };
}

const AS_TEXT = { addSpecialTokens: false, parseSpecialTokens: false };
const WORD = /^\p{L}[\p{L}\p{M}\p{N}]*$/u;

/** What is done with the vocabulary as a whole. */
function vocabularyOf(spec: WordPieceSpec) {
  const { vocab, addedTokens } = spec;
  return {
    spec,
    identity: () => identityOf(spec),
    lowercase: spec.normalizer.lowercase,
    canBeToken: (word: string) => WORD.test(word),
    canAddWords: addedTokens.every(({ id }) => id < vocab.length),
    withWords: (words: readonly string[]) =>
      createWordPieceTokenizer({ ...spec, vocab: [...vocab, ...words] }),
    withoutLastWords: (count: number) =>
      createWordPieceTokenizer({ ...spec, vocab: vocab.slice(0, vocab.length - count) }),
    lastWords: (count: number) => vocab.slice(vocab.length - count),
    files: (options: TokenizerFileOptions = {}) => ({
      "tokenizer.json": toTokenizerJson(spec),
      "tokenizer_config.json": toTokenizerConfig(spec, options),
      "vocab.txt": toVocabTxt(spec),
    }),
  };
}

/** Without the kind's name, which these had not when they were first kept. */
function identityOf({ kind: _, ...spec }: WordPieceSpec): string {
  return `${VERSION}\n${JSON.stringify(spec)}`;
}

function requireId(ids: ReadonlyMap<string, number>, token: string): number {
  const id = ids.get(token);
  if (id !== undefined) return id;
  throw new Fault("bad-model", sentence`The vocabulary has no ${token} token; a BERT model needs one.`);
}
