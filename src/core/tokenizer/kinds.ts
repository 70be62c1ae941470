import { BYTELEVEL } from "./bytelevel/kind";
import type { ByteLevelSpec } from "./bytelevel/spec";
import type { Tokenizer, TokenizerOptions } from "./tokenizer";
import type { TokenizerSource } from "./tokenizerFiles";
import { WORDPIECE } from "./wordpiece/kind";
import type { WordPieceSpec } from "./wordpiece/spec";

/** Whatever determines a tokenizer, by the name of its kind. */
export interface TokenizerSpecs {
  readonly wordpiece: WordPieceSpec;
  readonly bytelevel: ByteLevelSpec;
}

export type TokenizerKindName = keyof TokenizerSpecs;
export type TokenizerSpec = TokenizerSpecs[TokenizerKindName];

/** What a kind of tokenizer can do; both readers throw a Fault of kind "bad-model" that names the file. */
export interface TokenizerKind<Spec> {
  /** The type of its model in `tokenizer.json`. */
  readonly modelType: string;
  /** Reads the `tokenizer.json` that is there. */
  fromTokenizerJson(source: TokenizerSource): Spec;
  /** Reads the files that there were before there was `tokenizer.json`; undefined where they are missing. */
  fromOlderFiles(source: TokenizerSource): Spec | undefined;
  /** The names of these files, as a sentence lists them. */
  readonly olderFiles: string;
  create(spec: Spec, options?: TokenizerOptions): Tokenizer;
}

/** All kinds of tokenizers; adding one does not compile before it stands here. */
export const TOKENIZER_KINDS: { readonly [Name in TokenizerKindName]: TokenizerKind<TokenizerSpecs[Name]> } =
  {
    wordpiece: WORDPIECE,
    bytelevel: BYTELEVEL,
  };

export function createTokenizer(spec: TokenizerSpec, options?: TokenizerOptions): Tokenizer {
  const kind: TokenizerKind<TokenizerSpec> = TOKENIZER_KINDS[spec.kind];
  return kind.create(spec, options);
}
