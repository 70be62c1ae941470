import type { AddedToken } from "../addedTokens";
import type { SpecialTokenIds } from "../tokenizer";

/** How an added token is found in text. */
export interface ByteLevelAddedToken extends AddedToken {
  /** Whether it must not stand within a word. */
  readonly singleWord: boolean;
  /** Whether white space before it becomes part of it. */
  readonly lstrip: boolean;
  /** Likewise behind it. */
  readonly rstrip: boolean;
  /** Whether it is looked for in the normalised text, after all that are not. */
  readonly normalized: boolean;
}

/** Everything that determines a byte-level tokenizer. */
export interface ByteLevelSpec {
  readonly kind: "bytelevel";
  /** The token of each id that merging may produce, its bytes written in `BYTE_CHARACTERS`. */
  readonly vocab: readonly string[];
  /** Words that were added to the vocabulary, written likewise: what is one of them becomes that token, whatever the merges say. */
  readonly words: readonly string[];
  /** Ids of neighbours that become one token, the first to be merged first. */
  readonly merges: readonly (readonly [left: number, right: number])[];
  /** In ascending order of id; those beyond `vocab` follow it without a gap. */
  readonly addedTokens: readonly ByteLevelAddedToken[];
  readonly roles: SpecialTokenIds;
  /** The normaliser is NFC, or there is none. */
  readonly nfc: boolean;
  /** Whether a text is read as if a space stood before it. */
  readonly addPrefixSpace: boolean;
  /** Whether a word that is in the vocabulary is that token, whatever the merges make of it. */
  readonly ignoreMerges: boolean;
  /** Whether the places of tokens leave out the space around; with which setting for a space that was put before the text. */
  readonly trimOffsets: { readonly addPrefixSpace: boolean } | null;
  /** As `tokenizer.json` has it: what is put around a text, and how pairs of texts are joined. */
  readonly postProcessor: object;
}

/** The token of each id: the vocabulary, the added tokens beyond it, then the words. */
export function allTokens({ vocab, addedTokens, words }: ByteLevelSpec): readonly string[] {
  const beyond = addedTokens.filter(({ id }) => id >= vocab.length);
  return [...vocab, ...beyond.map(({ content }) => content), ...words];
}
