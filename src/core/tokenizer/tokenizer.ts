import { Fault } from "../errors";
import { sentence } from "../sentence";
import { createAddedTokenFinder } from "./addedTokens";
import { decodeTokens } from "./decode";
import { IdBuffer } from "./idBuffer";
import { createCharNormalizer } from "./normalizer";
import { allTokens, SPECIAL_TOKENS, type TokenizerSpec } from "./spec";
import { createVocabTrie } from "./vocabTrie";
import { createWordPiece } from "./wordPiece";
import { createWordSplitter } from "./wordSplitter";

/** A tokenised text; all four have one element for each token. */
export interface Encoding {
  readonly ids: Int32Array;
  /** Where each token begins in the original text, in UTF-16 units; [CLS] and [SEP] put around it have 0. */
  readonly starts: Int32Array;
  /** Where each token ends (exclusive), likewise. */
  readonly ends: Int32Array;
  readonly tokens: readonly string[];
}

export interface EncodeOptions {
  /** Whether special tokens spelt out in the text ("[MASK]") are taken as such, or as ordinary text. */
  readonly parseSpecialTokens?: boolean;
  /** Whether [CLS] and [SEP] are put around the text. */
  readonly addSpecialTokens?: boolean;
}

export interface DecodeOptions {
  readonly skipSpecialTokens?: boolean;
}

/** Turns text into token ids and back as Hugging Face's fast BERT tokenizer does. */
export interface WordPieceTokenizer {
  readonly spec: TokenizerSpec;
  readonly vocabSize: number;
  readonly padTokenId: number;
  readonly unkTokenId: number;
  readonly clsTokenId: number;
  readonly sepTokenId: number;
  readonly maskTokenId: number;
  encode(text: string, options?: EncodeOptions): Encoding;
  /**
   * Appends the ids of a text that is read, without [CLS] and [SEP]: the fast path. Special tokens spelt out in it are ordinary
   * text, as whoever wrote it meant them.
   */
  encodeIds(text: string, out: IdBuffer): void;
  /** Ids that are not in the vocabulary are left out. */
  decode(ids: Iterable<number>, options?: DecodeOptions): string;
  tokenToId(token: string): number | undefined;
  idToToken(id: number): string | undefined;
  isSpecial(id: number): boolean;
  /** Whether the token continues a word ("##ing"). */
  isContinuation(id: number): boolean;
}

export interface TokenizerOptions {
  /** How many words to remember the pieces of: a power of two, or 0. */
  readonly cacheWords?: number;
}

/** Changes with every change of what this code makes of a text, so that no older ids are taken for its own. */
export const TOKENIZER_VERSION = 2;

/** Throws a Fault of kind "bad-model" if one of the five special tokens is missing. */
export function createWordPieceTokenizer(
  spec: TokenizerSpec,
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

  return {
    spec,
    vocabSize: tokens.length,
    padTokenId: requireId(ids, SPECIAL_TOKENS.pad),
    unkTokenId,
    clsTokenId,
    sepTokenId,
    maskTokenId: requireId(ids, SPECIAL_TOKENS.mask),
    encode(text, options = {}) {
      const columns = { ids: new IdBuffer(), starts: new IdBuffer(), ends: new IdBuffer() };
      const report = (id: number, start: number, end: number) => {
        columns.ids.push(id);
        columns.starts.push(start);
        columns.ends.push(end);
      };
      const around = options.addSpecialTokens ?? true;
      if (around) report(clsTokenId, 0, 0);
      const find = (options.parseSpecialTokens ?? true) ? findAll : findOrdinary;
      find(text, (from, to, id) => {
        if (id !== null) report(id, from, to);
        else splitter.split(text, from, to, () => reportPieces(report));
      });
      if (around) report(sepTokenId, 0, 0);
      return toEncoding(columns, tokens);
    },
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
    isContinuation,
  };
}

function requireId(ids: ReadonlyMap<string, number>, token: string): number {
  const id = ids.get(token);
  if (id !== undefined) return id;
  throw new Fault("bad-model", sentence`The vocabulary has no ${token} token; a BERT model needs one.`);
}

function toEncoding(
  columns: Record<"ids" | "starts" | "ends", IdBuffer>,
  vocabulary: readonly string[],
): Encoding {
  const ids = columns.ids.toArray();
  let tokens: string[] | undefined;
  return {
    ids,
    starts: columns.starts.toArray(),
    ends: columns.ends.toArray(),
    get tokens() {
      tokens ??= Array.from(ids, (id) => vocabulary[id]!);
      return tokens;
    },
  };
}
