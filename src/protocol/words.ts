/** How good a model is, wherever that is reported. */
export type { WordsFound } from "../core/questions/wordsFound";
