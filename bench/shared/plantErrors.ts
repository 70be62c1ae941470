import { forEachAskableWord } from "../../src/core/questions/wordQuestion";
import { type Random, shuffle } from "../../src/core/random";

/** A word that was made wrong. */
export interface Planted {
  readonly kind: "typing" | "exchange";
  /** Where it stands in the text with the errors, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The word that stood there. */
  readonly right: string;
}

export interface PlantedText {
  readonly text: string;
  readonly planted: readonly Planted[];
}

/** Letters that a planted word has at least. */
const LEAST_LETTERS = 4;

/** Makes one word in `every` wrong: half by a typing error, half by another word of the text. */
export function plantErrors(text: string, every: number, random: Random): PlantedText {
  const words: { start: number; end: number; word: string }[] = [];
  forEachAskableWord(text, (start, end) => {
    if (end - start >= LEAST_LETTERS) words.push({ start, end, word: text.slice(start, end) });
  });
  const chosen = shuffle([...words.keys()], random)
    .slice(0, Math.floor(words.length / every))
    .sort((a, b) => a - b);
  const planted: Planted[] = [];
  let result = "";
  let from = 0;
  for (const [turn, at] of chosen.entries()) {
    const { start, end, word } = words[at];
    const kind = turn % 2 === 0 ? "typing" : "exchange";
    const wrong = kind === "typing" ? mistyped(word, random) : words[random.nextBelow(words.length)].word;
    if (wrong.toLowerCase() === word.toLowerCase()) continue;
    result += text.slice(from, start);
    planted.push({ kind, start: result.length, end: result.length + wrong.length, right: word });
    result += wrong;
    from = end;
  }
  return { text: result + text.slice(from), planted };
}

/** A letter left out, put in twice or exchanged for another, or two neighbours swapped; the first letter stays. */
function mistyped(word: string, random: Random): string {
  const at = 1 + random.nextBelow(word.length - 1);
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  switch (random.nextBelow(3)) {
    case 0: {
      const first = Math.min(at, word.length - 2);
      return word.slice(0, first) + word[first + 1] + word[first] + word.slice(first + 2);
    }
    case 1:
      return before + after;
    default:
      return before + String.fromCharCode(97 + random.nextBelow(26)) + after;
  }
}
