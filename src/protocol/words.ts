/** How good a model is, wherever that is told. */
export type { WordsFound } from "../core/questions/wordsFound";
