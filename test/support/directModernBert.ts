import type { ModernBertConfig } from "../../src/core/models/modernbert/config";
import type { Tensor } from "../../src/core/tensor";
import { activate, attention, dot, type Matrix, plus, type Row, readable } from "./directMath";

export function modernBertLogits(
  config: ModernBertConfig,
  parameters: ReadonlyMap<string, Tensor>,
  ids: readonly number[],
): Matrix {
  const { hiddenSize, numAttentionHeads, localAttention } = config;
  const { rows, vector, dense, norm } = readable(parameters);
  const normed = (x: Matrix, name: string) => norm(x, name, config.normEps);
  const words = rows("model.embeddings.tok_embeddings.weight");
  let hidden = normed(
    ids.map((id) => words[id]),
    "model.embeddings.norm",
  );
  for (const [index, type] of config.layerTypes.entries()) {
    const layer = `model.layers.${index}`;
    const input = index === 0 ? hidden : normed(hidden, `${layer}.attn_norm`);
    const projected = dense(input, `${layer}.attn.Wqkv`);
    const part = (which: number) =>
      projected.map((row) => row.slice(which * hiddenSize, (which + 1) * hiddenSize));
    const turned = (x: Matrix) =>
      x.map((row, at) => turn(row, at, hiddenSize / numAttentionHeads, config.ropeTheta[type]));
    const sees = (from: number, to: number) =>
      type === "full_attention" || Math.abs(from - to) <= Math.floor(localAttention / 2);
    const context = attention([turned(part(0)), turned(part(1)), part(2)], numAttentionHeads, sees);
    const after = plus(dense(context, `${layer}.attn.Wo`), hidden);
    const wide = dense(normed(after, `${layer}.mlp_norm`), `${layer}.mlp.Wi`);
    const [inner, gates] = [0, 1].map((half) =>
      wide.map((row) => row.slice(half * config.intermediateSize, (half + 1) * config.intermediateSize)),
    );
    const gated = activate(inner, config.hiddenAct).map((row, at) => row.map((x, i) => x * gates[at][i]));
    hidden = plus(dense(gated, `${layer}.mlp.Wo`), after);
  }
  const last = normed(hidden, "model.final_norm");
  const normalized = normed(activate(dense(last, "head.dense"), config.classifierActivation), "head.norm");
  const decoder = config.tieWordEmbeddings ? words : rows("decoder.weight");
  const bias = vector("decoder.bias", decoder.length);
  return normalized.map((row) => decoder.map((word, id) => dot(row, word) + bias[id]));
}

/** Each head's pairs (x[i], x[i + size/2]) turned by position * base^(-2i/size). */
function turn(row: Row, position: number, size: number, base: number): Row {
  return row.map((x, at) => {
    const place = at % size;
    const isFirst = place < size / 2;
    const angle = position * base ** ((-2 * (place % (size / 2))) / size);
    const other = row[isFirst ? at + size / 2 : at - size / 2];
    return x * Math.cos(angle) + (isFirst ? -other : other) * Math.sin(angle);
  });
}
