import { gemm, type Value } from "../graph";
import { ACTIVATIONS } from "./activations";
import { ARCHITECTURES } from "./architectures";
import { layerNorm, linear, type ModelContext } from "./encoder";

/** Logits over the vocabulary [rows, vocab] for hidden states [rows, hidden]; the decoder is the word embedding. */
export function mlmHead(context: ModelContext, hidden: Value): Value {
  const names = ARCHITECTURES[context.config.modelType];
  const transformed = ACTIVATIONS[context.config.hiddenAct](linear(context, hidden, names.headTransform));
  const normalized = layerNorm(context, transformed, names.headLayerNorm);
  return gemm(normalized, context.parameter(names.wordEmbeddings), {
    c: context.parameter(names.decoderBias),
    transB: true,
  });
}
