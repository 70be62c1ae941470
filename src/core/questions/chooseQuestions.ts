import { textHash } from "../corpus/textHash";
import { forEachAskableWord, questionAt, type WordQuestion } from "./wordQuestion";

/** A text of a file; of one file there may be several. */
export interface QuestionText {
  /** The file's path from the folder that is read, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** UTF-16 units of a word's line, on each side, that decide with the word whether it is asked for. */
const NEIGHBOURHOOD = 60;

interface RankedPlace {
  readonly rank: number;
  readonly text: QuestionText;
  readonly start: number;
  readonly end: number;
}

/** Chooses questions for words of texts that come one by one. */
export interface QuestionChooser {
  add(text: QuestionText): void;
  /** Those that are chosen of the texts so far. */
  chosen(): WordQuestion[];
}

/**
 * Chooses up to `count` words. Which ones depends on each word's file and line alone, so that most stay the same when
 * other lines and files come and go. A line that repeats in a file is asked about once.
 */
export function questionChooser(count: number): QuestionChooser {
  let best: RankedPlace[] = [];
  const seen = new Set<number>();
  return {
    add(text) {
      forEachAskableWord(text.text, (start, end) => {
        const rank = textHash(`${text.file}\n${neighbourhood(text.text, start, end)}`);
        if (seen.has(rank)) return;
        seen.add(rank);
        best.push({ rank, text, start, end });
      });
      best = best.sort((a, b) => a.rank - b.rank).slice(0, count);
    },
    chosen: () => best.map(({ text: { file, text }, start, end }) => questionAt(file, text, start, end)),
  };
}

/** What a chooser chooses of these texts. */
export function chooseQuestions(texts: Iterable<QuestionText>, count: number): WordQuestion[] {
  const chooser = questionChooser(count);
  for (const text of texts) chooser.add(text);
  return chooser.chosen();
}

/** The word with what stands beside it in its line. */
function neighbourhood(text: string, start: number, end: number): string {
  const left = text.slice(Math.max(0, start - NEIGHBOURHOOD), start);
  const right = text.slice(end, end + NEIGHBOURHOOD);
  const [lineEnd = ""] = right.split("\n", 1);
  return [left.slice(left.lastIndexOf("\n") + 1).trimStart(), text.slice(start, end), lineEnd.trimEnd()].join(
    "\0",
  );
}
