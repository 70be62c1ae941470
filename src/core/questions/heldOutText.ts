import type { HeldOutNames } from "../training/split";
import type { WordQuestion } from "./wordQuestion";

/** What is held out of a workspace: the names of its files or parts, and the hidden words that every model is asked for. */
export interface HeldOutText extends HeldOutNames {
  readonly questions: readonly WordQuestion[];
}
