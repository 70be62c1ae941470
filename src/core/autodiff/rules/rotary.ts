import { neg, rotate } from "../../graph";
import type { RuleTable } from "../rules";

export const rotaryRules = {
  /** dx is dy turned back; the positions and angles take no gradient. */
  RotaryEmbedding: ({ inputs: [, positions, cosines, sines], dy }) => [
    rotate(dy, positions, { cosines, sines: neg(sines) }),
    undefined,
    undefined,
    undefined,
  ],
} satisfies Partial<RuleTable>;
