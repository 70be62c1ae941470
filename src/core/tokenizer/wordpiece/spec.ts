import type { AddedToken } from "../addedTokens";
import type { NormalizerOptions } from "./normalizer";

/** The tokens that BERT needs, under their names in every BERT vocabulary. */
export const SPECIAL_TOKENS = {
  pad: "[PAD]",
  unk: "[UNK]",
  cls: "[CLS]",
  sep: "[SEP]",
  mask: "[MASK]",
} as const;

/** Everything that determines a WordPiece tokenizer. */
export interface WordPieceSpec {
  readonly kind: "wordpiece";
  /** The token of each id that WordPiece may produce. */
  readonly vocab: readonly string[];
  /** Tokens found in text as they stand, in ascending order of id; those beyond `vocab` follow it without a gap. */
  readonly addedTokens: readonly AddedToken[];
  readonly normalizer: NormalizerOptions;
  /** Stands before each piece that continues a word. */
  readonly continuingSubwordPrefix: string;
  /** Words with more code points become [UNK]. */
  readonly maxInputCharsPerWord: number;
  /** Whether `decode` removes the space before punctuation. */
  readonly cleanup: boolean;
}

export const DEFAULT_NORMALIZER: NormalizerOptions = {
  cleanText: true,
  handleChineseChars: true,
  stripAccents: null,
  lowercase: true,
};

/** BERT's settings for a vocabulary that holds the special tokens. */
export function bertSpec(
  vocab: readonly string[],
  normalizer: NormalizerOptions = DEFAULT_NORMALIZER,
): WordPieceSpec {
  const special = new Set<string>(Object.values(SPECIAL_TOKENS));
  return {
    kind: "wordpiece",
    vocab,
    addedTokens: vocab.flatMap((content, id) =>
      special.has(content) ? [{ id, content, special: true }] : [],
    ),
    normalizer,
    continuingSubwordPrefix: "##",
    maxInputCharsPerWord: 100,
    cleanup: true,
  };
}

/** The token of each id: the vocabulary, then the added tokens beyond it. */
export function allTokens({ vocab, addedTokens }: WordPieceSpec): readonly string[] {
  const beyond = addedTokens.filter((token) => token.id >= vocab.length);
  return [...vocab, ...beyond.map((token) => token.content)];
}
