import type { WordSource } from "../memory/knownWords";
import type { TextWord, TokenizedText } from "../scoring/textWords";
import type { Lexicon } from "./lexicon";
import { nameParts } from "./nameParts";
import { NearWords } from "./nearWords";

/** A document whose words are checked, and what is known beside it. */
export interface DocumentKnowledge {
  readonly text: TokenizedText;
  readonly lexicon: Lexicon;
  /** The document's own number in the lexicon. */
  readonly file: number | undefined;
  readonly source: WordSource | undefined;
}

export interface CheckedDocument extends DocumentKnowledge {
  /** Its own words. */
  readonly words: NearWords;
  familiarityOf(word: TextWord): Familiarity;
}

/** How well a word is known, apart from where it stands. */
export interface Familiarity {
  /** Other files that have it, at most three. */
  readonly files: number;
  /** How often it stands elsewhere in its document. */
  readonly inDocument: number;
  /** Whether the vocabulary has it. */
  readonly inVocabulary: boolean;
  /** Whether each of its parts, of several, stands in another file. */
  readonly hasKnownParts: boolean;
}

export function checkedDocument(knowledge: DocumentKnowledge): CheckedDocument {
  const { text, lexicon, file } = knowledge;
  const counts = new Map<string, number>();
  const words = new NearWords();
  for (const { text: word, kind } of text.words) {
    if (kind !== "word") continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    words.add(word);
  }
  return {
    ...knowledge,
    words,
    familiarityOf({ text: word, first, end }) {
      const parts = nameParts(word);
      return {
        files: lexicon.filesWith(word, file),
        inDocument: counts.get(word)! - 1,
        inVocabulary: end - first === 1,
        hasKnownParts: parts.length > 1 && parts.every((part) => lexicon.filesWithPart(part, file) > 0),
      };
    },
  };
}
