import type { Tokenizer } from "../tokenizer/tokenizer";
import { type Lexicon, VOCABULARY } from "./lexicon";

const WORD = /^\p{L}[\p{Ll}\p{M}]{2,}$/u;

/** Adds the words of a vocabulary: also beginnings of words that are none, which the model finds unlikely by themselves. */
export function addVocabulary(lexicon: Lexicon, tokenizer: Tokenizer): void {
  for (let id = 0; id < tokenizer.vocabSize; id++) {
    if (tokenizer.isSpecial(id) || tokenizer.continuesWord(id)) continue;
    const word = tokenizer.decode([id]).trim();
    if (WORD.test(word)) lexicon.add(word, VOCABULARY);
  }
}
