import { languageOf } from "../corpus/languages";
import type { WordQuestion } from "./wordQuestion";

/** How good a model is: how many hidden words of held-out text it finds. */
export interface WordsFound {
  /** How many words were hidden, and in how many files. */
  readonly words: number;
  readonly files: number;
  /** How many of the words it said first. */
  readonly first: number;
  /** How many it said among its first five. */
  readonly amongFive: number;
}

/** At which place of the words that a model says the hidden one stands, from 0; undefined where it is not among five. */
export type WordPlace = number | undefined;

/** Sums up the places of the hidden words of `questions`, in their order. */
export function wordsFound(questions: readonly WordQuestion[], places: readonly WordPlace[]): WordsFound {
  return {
    words: questions.length,
    files: new Set(questions.map(({ file }) => file)).size,
    first: places.filter((place) => place === 0).length,
    amongFive: places.filter((place) => place !== undefined).length,
  };
}

/** The same by the language of the files, the one with the most words first. */
export function foundByLanguage(
  questions: readonly WordQuestion[],
  places: readonly WordPlace[],
): (readonly [language: string, found: WordsFound])[] {
  const languages = questions.map(({ file }) => languageOf(file));
  return [...new Set(languages)]
    .map((language) => {
      const own = <T>(all: readonly T[]) => all.filter((_, at) => languages[at] === language);
      return [language, wordsFound(own(questions), own(places))] as const;
    })
    .sort(([, a], [, b]) => b.words - a.words);
}

/** Whether one model found more than another on the same words: more at first, or as many and more among five. */
export function findsMore(one: WordsFound, other: WordsFound): boolean {
  return one.first > other.first || (one.first === other.first && one.amongFive > other.amongFive);
}

/** With fewer words no model is put into use on their evidence. */
export const ENOUGH_WORDS = 200;
