import type { Features } from "../../src/core/unlikely/features";
import type { Planted } from "./plantErrors";

/** A word of a text with errors, and what was found of it. */
export interface Checked {
  readonly file: string;
  readonly word: string;
  readonly error: Planted | undefined;
  readonly misspelt: Features | undefined;
  readonly unexpected: Features | undefined;
  readonly fixes: readonly string[];
}
