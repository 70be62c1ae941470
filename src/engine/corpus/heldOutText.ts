import { chooseQuestions, type QuestionText } from "../../core/questions/chooseQuestions";
import type { HeldOutText } from "../../core/questions/heldOutText";
import type { WordQuestion } from "../../core/questions/wordQuestion";
import { ENOUGH_WORDS } from "../../core/questions/wordsFound";
import { type SplitCorpus, textOfUnit } from "./splitCorpus";

/** The most words to ask for. One takes some 20 ms of a thread with the model in the box; with this many, a share is known to 3 points. */
export const MAX_QUESTIONS = 300;

/** The share of the held-out text that must choose the best model: less would choose by chance. */
const CHOOSING_SHARE = 0.25;

/** The held-out text of a split, and the indices of the files or parts on which the best model is chosen. */
export interface HeldOut {
  readonly text: HeldOutText;
  readonly choosing: readonly number[];
  readonly reporting: readonly number[];
}

/**
 * What a split holds out. The words come from text that does not choose the best model; only if that gives too few, or leaves
 * too little text to choose by, do they come from all held-out text, on which the best model is then chosen too.
 * @param before what an earlier call held out: its words are asked for again as long as their lines are there
 */
export function holdOut(split: SplitCorpus, before: HeldOutText | undefined): HeldOut {
  const { choosing, reporting } = split.sides;
  const apart = questionsFrom(split, reporting, before);
  const all = [...choosing, ...reporting].sort((a, b) => a - b);
  const isEnough = choosing.length > 0 && sizeOf(split, choosing) >= CHOOSING_SHARE * sizeOf(split, all);
  if (isEnough && apart.length >= ENOUGH_WORDS) return described(split, choosing, reporting, apart);
  return described(split, all, all, questionsFrom(split, all, before));
}

/** UTF-16 units. */
function sizeOf({ files }: SplitCorpus, side: readonly number[]): number {
  return side.reduce((sum, at) => sum + files.files[at]!.characters, 0);
}

function described(
  { files }: SplitCorpus,
  choosing: readonly number[],
  reporting: readonly number[],
  questions: readonly WordQuestion[],
): HeldOut {
  const names = (side: readonly number[]) => side.map((at) => files.files[at]!.name);
  return { text: { choosing: names(choosing), reporting: names(reporting), questions }, choosing, reporting };
}

function questionsFrom(
  split: SplitCorpus,
  side: readonly number[],
  before: HeldOutText | undefined,
): WordQuestion[] {
  const texts = side.map((at): QuestionText => {
    const unit = split.files.files[at]!;
    return { file: unit.relativePath, text: textOfUnit(split, unit) };
  });
  const kept = (before?.questions ?? []).filter((question) => isThere(question, texts));
  const known = new Set(kept.map(keyOf));
  const more = chooseQuestions(texts, MAX_QUESTIONS).filter((question) => !known.has(keyOf(question)));
  return [...kept, ...more].slice(0, MAX_QUESTIONS);
}

function isThere(question: WordQuestion, texts: readonly QuestionText[]): boolean {
  const line = lineOf(question).join("");
  return texts.some(({ file, text }) => file === question.file && text.includes(line));
}

/** Equal for two questions that ask for the same word of the same line. */
function keyOf(question: WordQuestion): string {
  return [question.file, ...lineOf(question)].join("\0");
}

/** The word with the text before and after it in its line. */
function lineOf({ before, word, after }: WordQuestion): [string, string, string] {
  const [rest = ""] = after.split("\n", 1);
  return [before.slice(before.lastIndexOf("\n") + 1), word, rest];
}
