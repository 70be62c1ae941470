import type { Value } from "../../graph";
import type { Dense, Norm, Parameter } from "../parameters";
import { ACTIVATIONS, type HiddenAct } from "./activations";
import type { ModelContext } from "./context";
import { layerNorm, linear } from "./linear";

export interface MlmHead {
  readonly transform: Dense;
  readonly norm: Norm;
  readonly decoderBias?: Parameter;
}

export interface MlmHeadOptions {
  /** [vocab, hidden] */
  readonly decoder: Parameter;
  readonly activation: HiddenAct;
  readonly normEpsilon: number;
}

/** Logits over the vocabulary [rows, vocab] for hidden states [rows, hidden]. */
export function mlmHead<C>(
  context: ModelContext<C>,
  hidden: Value,
  head: MlmHead,
  { decoder, activation, normEpsilon }: MlmHeadOptions,
): Value {
  const transformed = ACTIVATIONS[activation](linear(context, hidden, head.transform));
  const normalized = layerNorm(context, transformed, head.norm, normEpsilon);
  const { decoderBias: bias } = head;
  return linear(context, normalized, bias ? { weight: decoder, bias } : { weight: decoder });
}
