import type { ModelConfig } from "../../src/core/models/families";
import type { Tensor } from "../../src/core/tensor";
import type { MaskedExample } from "../../src/core/training/batch";

type Row = number[];
type Matrix = Row[];

/** The mean loss of a masked language model, token by token in fp64: slow, plain, and with the head at every position. */
export function directLoss(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Tensor>,
  examples: readonly MaskedExample[],
): number {
  const losses = examples.flatMap(({ inputIds, positions, labels }) => {
    const logits = directLogits(config, parameters, Array.from(inputIds));
    return positions.map((at, index) => crossEntropy(logits[at], labels[index]));
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function crossEntropy(logits: Row, label: number): number {
  return Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[label];
}

function directLogits(
  config: ModelConfig,
  parameters: ReadonlyMap<string, Tensor>,
  ids: readonly number[],
): Matrix {
  const names = NAMES[config.modelType];
  const rows = (name: string): Matrix => {
    const { shape, data } = parameters.get(name)!;
    return Array.from({ length: shape[0] }, (_, row) => [
      ...data.subarray(row * shape[1], (row + 1) * shape[1]),
    ]);
  };
  const vector = (name: string): Row => [...parameters.get(name)!.data];
  const dense = (x: Matrix, name: string): Matrix =>
    x.map((row) =>
      rows(`${name}.weight`).map((weights, out) => dot(row, weights) + vector(`${name}.bias`)[out]),
    );
  const norm = (x: Matrix, name: string): Matrix =>
    x.map((row) => layerNorm(row, vector(`${name}.weight`), vector(`${name}.bias`), config.layerNormEps));
  const activate = (x: Matrix): Matrix => x.map((row) => row.map(activations[config.hiddenAct]));
  const embeddings = `${config.modelType}.embeddings`;
  const words = rows(`${embeddings}.word_embeddings.weight`);
  const places = rows(`${embeddings}.position_embeddings.weight`);
  const types = names.hasTypes
    ? rows(`${embeddings}.token_type_embeddings.weight`)[0]
    : words[0].map(() => 0);
  const place = (at: number) => places[config.firstPosition + at];
  const embedded = ids.map((id, at) => words[id].map((x, i) => x + place(at)[i] + types[i]));
  let hidden = norm(embedded, `${embeddings}.LayerNorm`);
  for (let index = 0; index < config.numHiddenLayers; index++) {
    const [query, key, value, attended, attentionNorm, inner, outer, outputNorm] = names.layer.map(
      (name) => `${config.modelType}.${names.layers}.${index}.${name}`,
    );
    const context = attention(
      dense(hidden, query),
      dense(hidden, key),
      dense(hidden, value),
      config.numAttentionHeads,
    );
    const after = norm(plus(dense(context, attended), hidden), attentionNorm);
    hidden = norm(plus(dense(activate(dense(after, inner)), outer), after), outputNorm);
  }
  const normalized = norm(activate(dense(hidden, names.transform)), names.norm);
  const bias = vector(names.bias);
  return normalized.map((row) => words.map((word, id) => dot(row, word) + bias[id]));
}

const bertNames = [
  "attention.self.query",
  "attention.self.key",
  "attention.self.value",
  "attention.output.dense",
  "attention.output.LayerNorm",
  "intermediate.dense",
  "output.dense",
  "output.LayerNorm",
];

const distilbertNames = [
  "attention.q_lin",
  "attention.k_lin",
  "attention.v_lin",
  "attention.out_lin",
  "sa_layer_norm",
  "ffn.lin1",
  "ffn.lin2",
  "output_layer_norm",
];

const bertLayer = { hasTypes: true, layers: "encoder.layer", layer: bertNames };

const NAMES = {
  bert: {
    ...bertLayer,
    transform: "cls.predictions.transform.dense",
    norm: "cls.predictions.transform.LayerNorm",
    bias: "cls.predictions.bias",
  },
  roberta: { ...bertLayer, transform: "lm_head.dense", norm: "lm_head.layer_norm", bias: "lm_head.bias" },
  distilbert: {
    hasTypes: false,
    layers: "transformer.layer",
    layer: distilbertNames,
    transform: "vocab_transform",
    norm: "vocab_layer_norm",
    bias: "vocab_projector.bias",
  },
} as const;

const activations = {
  relu: (x: number) => Math.max(0, x),
  gelu: (x: number) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  gelu_new: (x: number) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** The Maclaurin series: exact enough for |x| < 4. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const dot = (a: Row, b: Row): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
const plus = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + b[i][j]));

function layerNorm(row: Row, scale: Row, bias: Row, epsilon: number): Row {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
  return row.map((x, i) => ((x - mean) / Math.sqrt(variance + epsilon)) * scale[i] + bias[i]);
}

function attention(q: Matrix, k: Matrix, v: Matrix, heads: number): Matrix {
  const size = q[0].length / heads;
  return q.map((query) =>
    Array.from({ length: heads }, (_, head) => {
      const part = (row: Row) => row.slice(head * size, (head + 1) * size);
      const scores = k.map((key) => Math.exp(dot(part(query), part(key)) / Math.sqrt(size)));
      const total = scores.reduce((sum, x) => sum + x, 0);
      return part(v[0]).map((_value, i) =>
        scores.reduce((sum, x, at) => sum + (x / total) * part(v[at])[i], 0),
      );
    }).flat(),
  );
}
