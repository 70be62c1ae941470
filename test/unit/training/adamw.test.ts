import { describe, expect, test } from "vitest";
import { parametersOf } from "../../../src/core/models/families";
import { type Parameter, ROLES } from "../../../src/core/models/parameters";
import { createRandom } from "../../../src/core/random";
import { ADAMW_DEFAULTS, adamwStep, clipScale, gradientNorm } from "../../../src/core/training/adamw";
import { TrainingState } from "../../../src/core/training/trainingState";
import { TINY_OF_EACH } from "../../support/families";
import { randomParameters, TINY } from "../../support/tinyModel";

const PARAMETERS: readonly Parameter[] = [
  { name: "a.weight", shape: [3, 5], role: "weight" },
  { name: "a.bias", shape: [3], role: "bias" },
  { name: "norm.weight", shape: [1], role: "norm scale" },
  { name: "b.weight", shape: [2, 2, 2], role: "weight" },
];

function randomGradients(state: TrainingState, seed: number): void {
  const random = createRandom(seed);
  for (const { data } of state.tensors("gradients").values()) {
    for (const at of data.keys()) data[at] = random.nextNormal() * 10 ** (random.nextBelow(6) - 4);
  }
}

/** AdamW by its definition, one number at a time. */
function oracle(
  p: number,
  g: readonly number[],
  decays: boolean,
  rates: readonly number[],
  weightDecay: number,
): number {
  let [mean, square, parameter] = [0, 0, p];
  for (const [index, rate] of rates.entries()) {
    mean = 0.9 * mean + 0.1 * g[index];
    square = 0.999 * square + 0.001 * g[index] ** 2;
    const step = index + 1;
    if (decays) parameter -= rate * weightDecay * parameter;
    parameter -= (rate * (mean / (1 - 0.9 ** step))) / (Math.sqrt(square / (1 - 0.999 ** step)) + 1e-8);
  }
  return parameter;
}

test("updates agree with AdamW's definition in fp64", () => {
  const state = new TrainingState(PARAMETERS);
  const random = createRandom(3);
  for (const { data } of state.tensors("parameters").values())
    data.forEach((_, at) => {
      data[at] = random.nextNormal();
    });
  const start = state.flat("parameters").slice();
  const rates = [0.01, 0.02, 0.005, 0.001, 0.03];
  const scale = 0.7;
  const history: Float32Array[] = [];
  for (const [index, learningRate] of rates.entries()) {
    randomGradients(state, index);
    history.push(state.flat("gradients").slice());
    adamwStep(
      state,
      { ...ADAMW_DEFAULTS, weightDecay: 0.1 },
      { step: index + 1, learningRate, gradientScale: scale },
    );
  }
  const now = state.flat("parameters");
  for (const { name, role, offset, count } of state.slots) {
    for (let at = offset; at < offset + count; at++) {
      const gradients = history.map((gradient) => gradient[at] * scale);
      expect(now[at], `${name} ${at}`).toBeCloseTo(
        oracle(start[at], gradients, role === "weight", rates, 0.1),
        6,
      );
    }
  }
});

test("padding between the tensors stays 0", () => {
  const state = new TrainingState(PARAMETERS);
  randomGradients(state, 1);
  adamwStep(state, ADAMW_DEFAULTS, { step: 1, learningRate: 1, gradientScale: 1 });
  const used = new Set(
    state.slots.flatMap(({ offset, count }) => Array.from({ length: count }, (_, i) => offset + i)),
  );
  for (const region of ["parameters", "means", "squares"] as const) {
    for (const [at, value] of state.flat(region).entries()) if (!used.has(at)) expect(value).toBe(0);
  }
});

test("the gradient norm is that of all tensors together", () => {
  const state = new TrainingState(PARAMETERS);
  randomGradients(state, 5);
  const all = [...state.tensors("gradients").values()].flatMap(({ data }) => [...data]);
  expect(gradientNorm(state)).toBeCloseTo(Math.hypot(...all), 10);
});

test.each([
  [0, 1, 1],
  [0.5, 1, 1],
  [1, 1, 1 / (1 + 1e-6)],
  [4, 1, 1 / (4 + 1e-6)],
  [10, 2, 2 / (10 + 1e-6)],
  [Number.POSITIVE_INFINITY, 1, 0],
])("a norm of %d is clipped to %d by %d", (norm, max, expected) => {
  expect(clipScale(norm, max)).toBe(expected);
});

describe("decay", () => {
  const decays = new Map(
    Object.values(TINY_OF_EACH)
      .flatMap((config) => parametersOf({ ...config, numHiddenLayers: 12 }))
      .map(({ name, role }) => [name, ROLES[role].decays]),
  );
  test.each([
    ["bert.embeddings.word_embeddings.weight", true],
    ["bert.embeddings.position_embeddings.weight", true],
    ["bert.encoder.layer.0.attention.self.key.weight", true],
    ["bert.encoder.layer.0.attention.self.key.bias", false],
    ["bert.encoder.layer.11.attention.output.LayerNorm.weight", false],
    ["bert.encoder.layer.11.output.LayerNorm.bias", false],
    ["bert.embeddings.LayerNorm.weight", false],
    ["cls.predictions.bias", false],
    ["cls.predictions.transform.dense.weight", true],
    ["cls.predictions.transform.LayerNorm.weight", false],
    ["distilbert.transformer.layer.0.sa_layer_norm.weight", false],
    ["distilbert.transformer.layer.0.output_layer_norm.weight", false],
    ["distilbert.transformer.layer.0.attention.q_lin.weight", true],
    ["vocab_layer_norm.weight", false],
    ["vocab_projector.bias", false],
    ["roberta.embeddings.position_embeddings.weight", true],
    ["lm_head.dense.weight", true],
    ["lm_head.layer_norm.weight", false],
    ["lm_head.bias", false],
    ["model.embeddings.tok_embeddings.weight", true],
    ["model.embeddings.norm.weight", false],
    ["model.layers.1.attn_norm.weight", false],
    ["model.layers.1.attn.Wqkv.weight", true],
    ["model.layers.1.attn.Wqkv.bias", false],
    ["model.final_norm.weight", false],
    ["decoder.weight", true],
    ["decoder.bias", false],
  ])("of %s: %s", (name, expected) => {
    expect(decays.get(name)).toBe(expected);
  });
});

describe("the training state", () => {
  test("holds what is loaded, region by region", () => {
    const state = new TrainingState(parametersOf(TINY));
    const parameters = randomParameters(TINY);
    state.load("parameters", parameters);
    for (const [name, { shape, data }] of parameters) {
      expect(state.tensor("parameters", name).data).toEqual(data);
      expect(state.tensor("parameters", name).shape).toEqual(shape);
    }
    expect(state.flat("means").every((value) => value === 0)).toBe(true);
  });

  test("refuses a name that it has not, and values that lack one", () => {
    const state = new TrainingState(PARAMETERS);
    expect(() => state.tensor("parameters", "nothing")).toThrow("the model has no parameter nothing");
    expect(() => state.load("parameters", new Map())).toThrow("no value for the parameter a.weight");
  });
});
