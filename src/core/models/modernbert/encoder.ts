import { type Angles, add, gather, mul, reshape, type Value } from "../../graph";
import { ACTIVATIONS } from "../blocks/activations";
import { attention } from "../blocks/attention";
import { type EncoderInputs, type ModelContext, tokenCount } from "../blocks/context";
import { layerNorm, linear, linears } from "../blocks/linear";
import { mlmHead } from "../blocks/mlmHead";
import { angleRows, rotaryAngles, rotated } from "../blocks/rotary";
import type { LayerType, ModernBertConfig } from "./config";
import { withLocalBias } from "./localAttention";
import { type ModernBertLayer, modernBertParameters } from "./parameters";

type Context = ModelContext<ModernBertConfig>;

/** What all layers of a kind share. */
interface Surroundings {
  readonly angles: Angles;
  readonly bias?: Value | undefined;
}

/** What the layers see of the batch. */
interface Batch {
  /** [sequence, batch, heads, size] */
  readonly headShape: Value["shape"];
  readonly angleRows: Value;
  of(type: LayerType): Surroundings;
}

/** The hidden states after the last layer: see `Family.encode`. */
export function encodeModernBert(context: Context, inputs: EncoderInputs, rows?: Value): Value {
  const { layers, finalNorm } = modernBertParameters(context.config);
  const batch = describeBatch(context.config, inputs);
  const hidden = layers.reduce(
    (states, layer, index) => {
      const asked = index + 1 === layers.length ? rows : undefined;
      return transformerLayer(context, layer, batch, { states, index, asked });
    },
    embed(context, inputs),
  );
  return layerNorm(context, hidden, finalNorm, context.config.normEps);
}

/** Angles and biases are made once for each kind of layer, where it is first asked for. */
function describeBatch(config: ModernBertConfig, inputs: EncoderInputs): Batch {
  const { positionIds, attentionBias } = inputs;
  const size = config.hiddenSize / config.numAttentionHeads;
  const known = new Map<LayerType, Surroundings>();
  const make = (type: LayerType): Surroundings => ({
    angles: rotaryAngles(positionIds, size, config.ropeTheta[type]),
    bias:
      type === "full_attention"
        ? attentionBias
        : withLocalBias(attentionBias, positionIds, Math.floor(config.localAttention / 2)),
  });
  return {
    headShape: [...inputs.inputIds.shape, config.numAttentionHeads, size],
    angleRows: angleRows(inputs),
    of(type) {
      const surroundings = known.get(type) ?? make(type);
      known.set(type, surroundings);
      return surroundings;
    },
  };
}

/** Word embeddings, normalised: [sequence*batch, hidden]. */
function embed(context: Context, { inputIds }: EncoderInputs): Value {
  const { config } = context;
  const { embeddings } = modernBertParameters(config);
  const [sequence, batch] = inputIds.shape;
  const words = gather(context.parameter(embeddings.words), inputIds, config.padTokenId);
  const rows = reshape(words, [tokenCount(sequence, batch), config.hiddenSize]);
  const normalized = layerNorm(context, rows, embeddings.norm, config.normEps);
  return context.dropout(normalized, "embeddings", config.embeddingDropout);
}

interface LayerInput {
  readonly states: Value;
  readonly index: number;
  /** The only tokens whose output is wanted. */
  readonly asked: Value | undefined;
}

/** One pre-norm transformer layer: attention, then a gated feed-forward network for each of the tokens that are asked for. */
function transformerLayer(
  context: Context,
  layer: ModernBertLayer,
  batch: Batch,
  { states, index, asked }: LayerInput,
): Value {
  const { config } = context;
  const only = (x: Value) => (asked ? gather(x, asked) : x);
  const attended = linear(
    context,
    only(selfAttention(context, layer, batch, { states, index })),
    layer.attentionOutput,
  );
  const kept = context.dropout(attended, `layer.${index}.attention.output`, config.attentionDropout);
  const afterAttention = add(kept, only(states));
  return add(feedForward(context, layer, afterAttention, index), afterAttention);
}

/** Multi-head attention of every token over what it sees of its sequence: [sequence*batch, hidden]. */
function selfAttention(
  context: Context,
  layer: ModernBertLayer,
  batch: Batch,
  { states, index }: Pick<LayerInput, "states" | "index">,
): Value {
  const { config } = context;
  const { attentionNorm, projections } = layer;
  const { angles, bias } = batch.of(config.layerTypes[index]);
  const input = attentionNorm ? layerNorm(context, states, attentionNorm, config.normEps) : states;
  const [queries, keys, values] = linears(context, input, projections, 3);
  const turned = (x: Value) => reshape(rotated(x, batch.angleRows, angles), batch.headShape);
  return attention({
    queries: turned(queries),
    keys: turned(keys),
    values: reshape(values, batch.headShape),
    ...(bias && { bias }),
    dropout: (x) => context.dropout(x, `layer.${index}.attention.probs`, config.attentionDropout),
  });
}

/** A gated linear unit (Shazeer 2020): activation(x A) times x B, projected back. */
function feedForward(context: Context, layer: ModernBertLayer, x: Value, index: number): Value {
  const { hiddenAct, mlpDropout, normEps } = context.config;
  const normalized = layerNorm(context, x, layer.feedForwardNorm, normEps);
  const [activated, gate] = linears(context, normalized, layer.activatedAndGate, 2);
  const gated = mul(ACTIVATIONS[hiddenAct](activated), gate);
  return linear(context, context.dropout(gated, `layer.${index}.feedForward`, mlpDropout), layer.output);
}

/** Logits over the vocabulary [rows, vocab] for hidden states [rows, hidden]. */
export function decodeModernBert(context: Context, hidden: Value): Value {
  const { classifierActivation, normEps } = context.config;
  const { embeddings, head, decoder = embeddings.words } = modernBertParameters(context.config);
  return mlmHead(context, hidden, head, {
    decoder,
    activation: classifierActivation,
    normEpsilon: normEps,
  });
}
