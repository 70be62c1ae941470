import type { IdBuffer } from "./idBuffer";
import type { TokenizerSpec } from "./kinds";
import type { TokenizerFiles } from "./tokenizerFiles";

/** A tokenised text; all four have one element for each token. */
export interface Encoding {
  readonly ids: Int32Array;
  /** Where each token begins in the original text, in UTF-16 units; special tokens put around it have 0. */
  readonly starts: Int32Array;
  /** Where each token ends (exclusive), likewise. */
  readonly ends: Int32Array;
  readonly tokens: readonly string[];
}

export interface EncodeOptions {
  /** Whether special tokens spelt out in the text are taken as such, or as ordinary text. */
  readonly parseSpecialTokens?: boolean;
  /** Whether the tokens that begin and end a text are put around it. */
  readonly addSpecialTokens?: boolean;
}

export interface DecodeOptions {
  readonly skipSpecialTokens?: boolean;
}

/** Special tokens by what they are for; models call them by different names. */
export interface SpecialTokenIds {
  readonly padTokenId: number;
  /** Stands for what the vocabulary cannot express; -1 where it can express everything. */
  readonly unkTokenId: number;
  /** Begins a text; some models call it `bos`. */
  readonly clsTokenId: number;
  /** Ends a text; some models call it `eos`. */
  readonly sepTokenId: number;
  readonly maskTokenId: number;
}

/** A part of a text that may end at a place for a word. */
export interface EncodedPart {
  readonly ids: Int32Array;
  /** Whether the space at the part's end belongs to the word behind it, and is not among the ids. */
  readonly spaced: boolean;
}

/** Turns text into token ids and back as Hugging Face's fast tokenizers do. */
export interface Tokenizer extends SpecialTokenIds {
  /** All that determines it, as plain data; only its kind looks into it. */
  readonly spec: TokenizerSpec;
  /** Text that differs where two tokenizers may give different ids for a text. */
  identity(): string;
  readonly vocabSize: number;
  /** Whether case is lost. */
  readonly lowercase: boolean;
  encode(text: string, options?: EncodeOptions): Encoding;
  /**
   * Appends the ids of a text that is read, with nothing around them: the fast path. Special tokens spelt out in it are
   * ordinary text, as whoever wrote it meant them.
   */
  encodeIds(text: string, out: IdBuffer): void;
  /** Ids that are not in the vocabulary are left out. */
  decode(ids: Iterable<number>, options?: DecodeOptions): string;
  tokenToId(token: string): number | undefined;
  idToToken(id: number): string | undefined;
  isSpecial(id: number): boolean;
  /** Whether the token begins a word where it stands behind `previous`, or at the beginning. */
  startsWord(id: number, previous?: number): boolean;
  /** Whether the token continues a word where it stands behind a token that leaves one open. */
  continuesWord(id: number): boolean;
  /** Whether a word can go on behind the token. */
  leavesWordOpen(id: number): boolean;
  /** Whether a word is written otherwise behind a space, which is then part of its first token. */
  readonly writesSpaces: boolean;
  /** Whether a word can begin with the token in a place that is `spaced`: where the space before it belongs to the word. */
  beginsWord(id: number, spaced: boolean): boolean;
  /** The ids of a word in a place that is `spaced` or not. */
  piecesOf(word: string, spaced?: boolean): Int32Array;
  /** The word that pieces make, with the space that belongs to it; `piecesOf` makes the same pieces of it. */
  wordOf(pieces: Int32Array): string;
  /** The ids of a text in parts, between each two of which there is a place for a word. Special tokens spelt out are ordinary text. */
  encodeAround(parts: readonly string[]): EncodedPart[];
  /** Whether a word that is cut into pieces can become a token of its own. */
  canBeToken(word: string): boolean;
  /** Whether words can be added to the vocabulary. */
  readonly canAddWords: boolean;
  /** The tokenizer with words, each of which `canBeToken`, as tokens behind all others. */
  withWords(words: readonly string[]): Tokenizer;
  /** The tokenizer without the last `count` tokens, which were added to it. */
  withoutLastWords(count: number): Tokenizer;
  /** The last `count` tokens as the words that were added. */
  lastWords(count: number): string[];
  /** The files that Hugging Face's libraries read. */
  files(options?: TokenizerFileOptions): TokenizerFiles;
}

export interface TokenizerFileOptions {
  /** Tokens of the longest text that the model takes. */
  readonly modelMaxLength?: number;
}

export interface TokenizerOptions {
  /** How many words to remember the pieces of: a power of two, or 0. */
  readonly cacheWords?: number;
}
