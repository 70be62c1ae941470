import { DEMONSTRATION } from "../../src/cli/demo/sentences";

const WINDOW = 5;
const COMMON = new Set(
  "a an the to of in on at for my his her it its i he she they we was is had so just when because be and some before always".split(
    " ",
  ),
);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\[mask\]|[\p{L}\d]+(?:['’]\p{L}+)?/gu) ?? [];
}

/** Every run of five words of a demonstration sentence, its mask standing for any word. */
function windowPattern(): RegExp {
  const windows = DEMONSTRATION.flatMap((sentence) => {
    const words = wordsOf(sentence).map((word) =>
      word === "[mask]" ? "[\\w'’-]+" : word.replace("'", "['’]"),
    );
    return words.slice(WINDOW - 1).map((_, at) => words.slice(at, at + WINDOW).join("[^\\w]+"));
  });
  return new RegExp(`\\b(?:${windows.join("|")})\\b`, "i");
}

const NEAR_COPY = windowPattern();
const CONTENT = DEMONSTRATION.map((sentence) => contentOf(sentence));

function contentOf(sentence: string): Set<string> {
  return new Set(wordsOf(sentence).filter((word) => word !== "[mask]" && !COMMON.has(word)));
}

/** True when a text shares a run of five words with a demonstration sentence. */
export function quotesDemonstration(text: string): boolean {
  return NEAR_COPY.test(text);
}

/** True when one short sentence says nearly what a demonstration sentence says: it has most of its content words. */
export function paraphrasesDemonstration(sentence: string): boolean {
  const words = new Set(wordsOf(sentence));
  return CONTENT.some(
    (content) => [...content].filter((word) => words.has(word)).length / content.size > 0.7,
  );
}
