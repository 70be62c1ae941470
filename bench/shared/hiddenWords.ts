import type { Random } from "../../src/core/random";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";

/** A passage with some of its words replaced by [MASK]. */
export interface HiddenWords {
  readonly text: string;
  /** Where each [MASK] stands, in UTF-16 units, ascending. */
  readonly masks: readonly number[];
  readonly words: readonly HiddenWord[];
}

export interface HiddenWord {
  readonly text: string;
  /** Vocabulary ids. */
  readonly pieces: readonly number[];
}

interface Word extends HiddenWord {
  readonly start: number;
  readonly end: number;
}

export const MAX_PIECES = 3;
const LINES = 6;
const MAX_TOKENS = 120;
const WORD = /^\p{L}[\p{L}\p{N}_]*$/u;

/** Passages of a few lines that fit the model's window. */
export function passages(texts: readonly string[], tokenizer: Tokenizer): string[] {
  return texts.flatMap((text) => {
    const lines = text.split("\n");
    const starts = Array.from({ length: Math.floor(lines.length / LINES) }, (_, index) => index * LINES);
    return starts
      .map((start) => lines.slice(start, start + LINES).join("\n"))
      .filter((passage) => encode(passage, tokenizer).ids.length <= MAX_TOKENS);
  });
}

/** Hides `count` words that stand at most `spread` words apart; undefined where the passage has too few. */
export function hideWords(
  passage: string,
  tokenizer: Tokenizer,
  { count, spread }: { readonly count: number; readonly spread: number },
  random: Random,
): HiddenWords | undefined {
  const words = wordsOf(passage, tokenizer);
  if (words.length < spread * count) return undefined;
  const first = random.nextBelow(words.length - spread * (count - 1));
  const chosen = Array.from({ length: count }, (_, index) => {
    const from = first + spread * index;
    return words[index === 0 ? from : from - random.nextBelow(spread)];
  });
  const masks: number[] = [];
  let text = "";
  for (const [index, { start }] of chosen.entries()) {
    text += passage.slice(chosen[index - 1]?.end ?? 0, start);
    masks.push(text.length);
    text += "[MASK]";
  }
  return { text: text + passage.slice(chosen[count - 1].end), masks, words: chosen };
}

function encode(text: string, tokenizer: Tokenizer) {
  return tokenizer.encode(text, { addSpecialTokens: false, parseSpecialTokens: false });
}

/** The words of letters that have 1 to `MAX_PIECES` known pieces. */
function wordsOf(text: string, tokenizer: Tokenizer): Word[] {
  const { ids, starts, ends } = encode(text, tokenizer);
  const bounds = [...ids.keys()].filter((at) => tokenizer.startsWord(ids[at], ids[at - 1]));
  return bounds.flatMap((at, index) => {
    const pieces = [...ids.subarray(at, bounds[index + 1] ?? ids.length)];
    const end = ends[at + pieces.length - 1];
    const known = pieces.length <= MAX_PIECES && !pieces.includes(tokenizer.unkTokenId);
    const word = text.slice(starts[at], end).trimStart(); // some tokens begin with the space before them
    return known && WORD.test(word) ? [{ text: word, pieces, start: end - word.length, end }] : [];
  });
}
