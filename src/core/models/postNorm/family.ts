import { encoderCost } from "../cost";
import type { Family } from "../family";
import type { PostNormConfig } from "./config";
import { decodePostNorm, encodePostNorm, type PostNormTraits } from "./encoder";
import type { PostNormParameters } from "./parameters";

interface PostNormFamily<C extends PostNormConfig>
  extends Omit<Family<C>, "parameters" | "encode" | "decode" | "cost"> {
  parameters(config: C): PostNormParameters;
}

/** A family whose forward pass is BERT's. */
export function postNormFamily<C extends PostNormConfig>(
  family: PostNormFamily<C>,
  traits: PostNormTraits,
): Family<C> {
  const encoder = (config: C) => ({ parameters: family.parameters(config), ...traits });
  return {
    ...family,
    encode: (context, inputs, rows) => encodePostNorm(context, encoder(context.config), inputs, rows),
    decode: (context, hidden) => decodePostNorm(context, encoder(context.config), hidden),
    cost: (config, sequence) => encoderCost(config, sequence, 2),
  };
}
