import { add, gather, reshape, type Value } from "../../graph";
import { ACTIVATIONS, type HiddenAct } from "../blocks/activations";
import { attention } from "../blocks/attention";
import { type EncoderInputs, type ModelContext, tokenCount } from "../blocks/context";
import { layerNorm, linear } from "../blocks/linear";
import { mlmHead } from "../blocks/mlmHead";
import type { Dense } from "../parameters";
import type { PostNormConfig } from "./config";
import type { PostNormLayer, PostNormParameters } from "./parameters";

type Context = ModelContext<PostNormConfig>;

/** In what post-norm families differ. */
export interface PostNormTraits {
  /** Whether the attention block's output is dropped out before the residual is added. */
  readonly dropsAttentionOutput: boolean;
  /** That of the head, where it is not the configuration's. */
  readonly headActivation?: HiddenAct;
}

export interface PostNormEncoder extends PostNormTraits {
  readonly parameters: PostNormParameters;
}

/**
 * The hidden states after the last layer, [sequence*batch, hidden]; with `rows`, int64 [rows] without repetition, those of
 * these tokens alone, [rows, hidden], for which the last layer's feed-forward network does not look at the others.
 */
export function encodePostNorm(
  context: Context,
  encoder: PostNormEncoder,
  inputs: EncoderInputs,
  rows?: Value,
): Value {
  const { layers } = encoder.parameters;
  return layers.reduce(
    (hidden, _, index) =>
      transformerLayer(context, encoder, inputs, {
        hidden,
        index,
        rows: index + 1 < layers.length ? undefined : rows,
      }),
    embed(context, encoder.parameters, inputs),
  );
}

/** Word, position and token-type embeddings, summed and normalised: [sequence*batch, hidden]. */
function embed(
  context: Context,
  { embeddings }: PostNormParameters,
  { inputIds, positionIds, tokenTypeIds }: EncoderInputs,
): Value {
  const { config } = context;
  const [sequence, batch] = inputIds.shape;
  const words = gather(context.parameter(embeddings.words), inputIds, config.padTokenId);
  const positions = gather(context.parameter(embeddings.positions), positionIds);
  let sum = add(words, reshape(positions, [sequence, 1, config.hiddenSize]));
  if (embeddings.tokenTypes) {
    const types = tokenTypeIds ?? inputIds.graph.int64([0]);
    sum = add(sum, gather(context.parameter(embeddings.tokenTypes), types));
  }
  const rows = reshape(sum, [tokenCount(sequence, batch), config.hiddenSize]);
  const normalized = layerNorm(context, rows, embeddings.norm, config.layerNormEps);
  return context.dropout(normalized, "embeddings", config.hiddenDropoutProb);
}

interface LayerInput {
  readonly hidden: Value;
  readonly index: number;
  readonly rows?: Value | undefined;
}

/** One post-norm transformer layer (Vaswani et al. 2017): attention, then a feed-forward network for each of `rows`. */
function transformerLayer(
  context: Context,
  { parameters, dropsAttentionOutput }: PostNormEncoder,
  inputs: EncoderInputs,
  { hidden, index, rows }: LayerInput,
): Value {
  const { hiddenAct, hiddenDropoutProb, layerNormEps } = context.config;
  const layer = parameters.layers[index];
  const asked = (states: Value) => (rows ? gather(states, rows) : states);
  const dropout = (x: Value, site: string) => context.dropout(x, `layer.${index}.${site}`, hiddenDropoutProb);
  const attended = linear(
    context,
    asked(selfAttention(context, layer, inputs, { hidden, index })),
    layer.attentionOutput,
  );
  const kept = dropsAttentionOutput ? dropout(attended, "attention.output") : attended;
  const afterAttention = layerNorm(context, add(kept, asked(hidden)), layer.attentionNorm, layerNormEps);
  const activated = ACTIVATIONS[hiddenAct](linear(context, afterAttention, layer.intermediate));
  const output = dropout(linear(context, activated, layer.output), "output");
  return layerNorm(context, add(output, afterAttention), layer.outputNorm, layerNormEps);
}

/** Multi-head attention of every token over its sequence: [sequence*batch, hidden]. */
function selfAttention(
  context: Context,
  layer: PostNormLayer,
  { inputIds, attentionBias }: EncoderInputs,
  { hidden, index }: LayerInput,
): Value {
  const { hiddenSize, numAttentionHeads, attentionProbsDropoutProb } = context.config;
  const shape = [...inputIds.shape, numAttentionHeads, hiddenSize / numAttentionHeads];
  const heads = (projection: Dense) => reshape(linear(context, hidden, projection), shape);
  return attention({
    queries: heads(layer.query),
    keys: heads(layer.key),
    values: heads(layer.value),
    ...(attentionBias && { bias: attentionBias }),
    dropout: (x) => context.dropout(x, `layer.${index}.attention.probs`, attentionProbsDropoutProb),
  });
}

/** Logits over the vocabulary [rows, vocab] for hidden states [rows, hidden]; the decoder is the word embedding. */
export function decodePostNorm(
  context: Context,
  { parameters: { embeddings, head }, headActivation }: PostNormEncoder,
  hidden: Value,
): Value {
  const { hiddenAct, layerNormEps } = context.config;
  return mlmHead(context, hidden, head, {
    decoder: embeddings.words,
    activation: headActivation ?? hiddenAct,
    normEpsilon: layerNormEps,
  });
}
