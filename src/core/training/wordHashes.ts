import { textHash } from "../corpus/textHash";
import type { TokenEncoder } from "./tokenizedFiles";

const WORD_OR_SIGN = /[\p{L}\p{M}\p{N}]+|\S/gu;

/** Stands in for a tokenizer where there is none yet: each word and each other character has its hash for an id. */
export const WORD_HASHES: TokenEncoder = {
  clsTokenId: 0,
  sepTokenId: 0,
  unkTokenId: 0,
  startsWord: () => true,
  encodeIds(text, out) {
    for (const [word] of text.matchAll(WORD_OR_SIGN)) out.push(textHash(word) | 0);
  },
};
