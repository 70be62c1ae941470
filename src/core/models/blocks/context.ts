import type { Dim, Value } from "../../graph";
import type { Parameter } from "../parameters";

/** Where a forward pass takes its parameters from and what it does at a dropout site. */
export interface ModelContext<C> {
  readonly config: C;
  parameter(parameter: Parameter): Value;
  /** `x` with dropout of `probability`; `site` names the place for the masks that are fed: the same site, the same mask. */
  dropout(x: Value, site: string, probability: number): Value;
}

/** Tokens lie sequence-first, so that attention needs no transposed copies of queries, keys and values. */
export interface EncoderInputs {
  /** int64 [sequence, batch] */
  readonly inputIds: Value;
  /** int64 [sequence] */
  readonly positionIds: Value;
  /** int64 [sequence, batch]; absent where every token has type 0. */
  readonly tokenTypeIds?: Value;
  /** [batch, 1, 1, sequence]: added to the attention scores, 0 to attend and very negative to ignore. */
  readonly attentionBias?: Value;
}

/** The number of tokens in a batch as one dimension. */
export function tokenCount(sequence: Dim, batch: Dim): Dim {
  return typeof sequence === "number" && typeof batch === "number"
    ? sequence * batch
    : `${sequence}*${batch}`;
}
