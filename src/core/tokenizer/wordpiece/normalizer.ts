import { isChinese, isPunctuation, isRemoved, isWhitespace, stripAccents } from "./unicode";

/** The options of Hugging Face's `BertNormalizer`. */
export interface NormalizerOptions {
  readonly cleanText: boolean;
  readonly handleChineseChars: boolean;
  /** null: as `lowercase`. */
  readonly stripAccents: boolean | null;
  readonly lowercase: boolean;
}

/** What a character does to the word it stands in. */
export const CharClass = {
  /** Is left out; the word goes on. */
  Removed: 0,
  Space: 1,
  /** Ends the word and is one itself. */
  Punctuation: 2,
  Letter: 3,
} as const;

/** How many non-ASCII characters are remembered before the memory starts afresh. */
const MEMORY = 1 << 16;

/**
 * Normalises text one code point at a time. The one thing this leaves out is canonical order: when accents are
 * stripped, the reference also reorders neighbouring combining marks, which shows only where a mark that is not
 * stripped (Hangul tone marks, musical symbols, marks newer than Unicode 8) stands next to another mark.
 */
export interface CharNormalizer {
  /** By ASCII code: its `CharClass`. */
  readonly asciiClass: Uint8Array;
  /** By ASCII code: the code it becomes. */
  readonly asciiUnit: Uint8Array;
  /** What stands for a code point: nothing if it is removed, a character in spaces if it is a word of its own. */
  normalize(codePoint: number): readonly NormalizedChar[];
}

export interface NormalizedChar {
  /** One code point. */
  readonly text: string;
  /** `Space`, `Punctuation` or `Letter`. */
  readonly charClass: number;
}

export function createCharNormalizer(options: NormalizerOptions): CharNormalizer {
  const ascii = Array.from({ length: 128 }, (_, code) => normalizedChars(code, options)[0]);
  const memory = new Map<number, readonly NormalizedChar[]>();
  return {
    asciiClass: Uint8Array.from(ascii, (char) => char?.charClass ?? CharClass.Removed),
    asciiUnit: Uint8Array.from(ascii, (char) => char?.text.charCodeAt(0) ?? 0),
    normalize(codePoint) {
      const known = memory.get(codePoint);
      if (known !== undefined) return known;
      if (memory.size >= MEMORY) memory.clear();
      const chars = normalizedChars(codePoint, options);
      memory.set(codePoint, chars);
      return chars;
    },
  };
}

function normalizedChars(codePoint: number, options: NormalizerOptions): NormalizedChar[] {
  return Array.from(normalizeCodePoint(codePoint, options), (text) => ({
    text,
    charClass: classify(text.codePointAt(0)!),
  }));
}

function classify(codePoint: number): number {
  if (isWhitespace(codePoint)) return CharClass.Space;
  return isPunctuation(codePoint) ? CharClass.Punctuation : CharClass.Letter;
}

function normalizeCodePoint(codePoint: number, options: NormalizerOptions): string {
  if (options.cleanText && isRemoved(codePoint)) return "";
  if (options.cleanText && isWhitespace(codePoint)) return " ";
  const stripping = options.stripAccents ?? options.lowercase;
  const stripped = stripping ? stripAccents(codePoint) : String.fromCodePoint(codePoint);
  const text = options.lowercase ? Array.from(stripped, (char) => char.toLowerCase()).join("") : stripped;
  return options.handleChineseChars && isChinese(codePoint) ? ` ${text} ` : text;
}
