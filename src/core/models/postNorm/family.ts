import type { Family } from "../family";
import type { PostNormConfig } from "./config";
import { postNormCost } from "./cost";
import { decodePostNorm, encodePostNorm } from "./encoder";
import type { PostNormParameters } from "./parameters";

interface PostNormFamily<C extends PostNormConfig>
  extends Omit<Family<C>, "parameters" | "encode" | "decode" | "cost"> {
  parameters(config: C): PostNormParameters;
  /** Whether the attention block's output is dropped out before the residual is added. */
  readonly dropsAttentionOutput: boolean;
}

/** A family whose forward pass is BERT's. */
export function postNormFamily<C extends PostNormConfig>({
  dropsAttentionOutput,
  ...family
}: PostNormFamily<C>): Family<C> {
  const encoder = (config: C) => ({ parameters: family.parameters(config), dropsAttentionOutput });
  return {
    ...family,
    encode: (context, inputs, rows) => encodePostNorm(context, encoder(context.config), inputs, rows),
    decode: (context, hidden) => decodePostNorm(context, family.parameters(context.config), hidden),
    cost: postNormCost,
  };
}
