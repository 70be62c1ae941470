import { mixHash } from "../wordCache";
import { CharClass, type CharNormalizer, type NormalizedChar } from "./normalizer";
import { Word } from "./word";

/** Normalises text and cuts it into words at whitespace and around punctuation (BertPreTokenizer). */
export interface WordSplitter {
  /** The word at which `onWord` is called; it changes with the next one. */
  readonly word: Word;
  /** Reads text[from, to), in UTF-16 units. */
  split(text: string, from: number, to: number, onWord: () => void): void;
}

/** `maxCodePoints`: words with more are reported by their length and place only. */
export function createWordSplitter(normalizer: CharNormalizer, maxCodePoints: number): WordSplitter {
  const word = new Word(maxCodePoints);
  return {
    word,
    split(text, from, to, onWord) {
      const { asciiClass, asciiUnit } = normalizer;
      const { units } = word;
      let at = from;
      while (at < to) {
        const start = at;
        let length = 0;
        let hash = 0;
        let code = text.charCodeAt(at);
        while (code < 128 && asciiClass[code] === CharClass.Letter) {
          const unit = asciiUnit[code]!;
          units[length++] = unit;
          hash = mixHash(hash, unit);
          code = ++at < to ? text.charCodeAt(at) : 32;
        }
        const next = at < to ? charClass(asciiClass, code) : CharClass.Space;
        if (next === CharClass.Removed) {
          at = splitRun(text, start, to, onWord);
          continue;
        }
        if (length > 0) {
          word.setAligned(start, length, hash);
          onWord();
        }
        if (next === CharClass.Punctuation) {
          units[0] = asciiUnit[code]!;
          word.setAligned(at, 1, mixHash(0, units[0]!));
          onWord();
        }
        at++;
      }
    },
  };

  /** Reads from `at` to the next ASCII space or punctuation, any characters between; returns where it stopped. */
  function splitRun(text: string, from: number, to: number, onWord: () => void): number {
    word.clear();
    let at = from;
    while (at < to) {
      const codePoint = text.codePointAt(at)!;
      const end = Math.min(to, at + (codePoint > 0xffff ? 2 : 1));
      if (codePoint < 128 && isBoundary(normalizer.asciiClass[codePoint]!)) break;
      for (const char of normalizer.normalize(codePoint)) place(char, at, end, onWord);
      at = end;
    }
    finishWord(onWord);
    return at;
  }

  function place(char: NormalizedChar, start: number, end: number, onWord: () => void): void {
    if (char.charClass !== CharClass.Letter) finishWord(onWord);
    if (char.charClass === CharClass.Space) return;
    word.append(char.text, start, end);
    if (char.charClass === CharClass.Punctuation) finishWord(onWord);
  }

  function finishWord(onWord: () => void): void {
    if (word.length > 0) onWord();
    word.clear();
  }
}

/** Characters beyond ASCII count as removed: both ask for the careful way. */
function charClass(asciiClass: Uint8Array, code: number): number {
  return code < 128 ? asciiClass[code]! : CharClass.Removed;
}

function isBoundary(kind: number): boolean {
  return kind === CharClass.Space || kind === CharClass.Punctuation;
}
