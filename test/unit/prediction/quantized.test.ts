import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { nodesOf } from "../../../src/core/graph";
import type { Precision } from "../../../src/core/prediction/precision";
import { buildPredictionGraph } from "../../../src/core/prediction/predictionGraph";
import { createPredictor } from "../../../src/core/prediction/predictor";
import { bestIndices, logSoftmax } from "../../../src/core/prediction/softmax";
import { loadModel } from "../../../src/engine/models/loadModel";
import { TINY_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";
import { randomParameters } from "../../support/tinyModel";

describe.each(Object.entries(TINY_OF_EACH))("%s", (_name, config) => {
  test("multiplies all its weights in int8", () => {
    const graph = buildPredictionGraph(config, randomParameters(config), {
      padding: false,
      precision: "int8",
    });
    expect(nodesOf(graph, ["Gemm"])).toEqual([]);
    expect(nodesOf(graph, ["DynamicQuantizeMatMul"]).length).toBeGreaterThan(4 * config.numHiddenLayers);
  });
});

test("the model in the box says nearly the same in int8 as in float32", async () => {
  const { config, parameters, tokenizer } = await loadModel(resolve(join("models", "base")));
  const text =
    "The station was closed because the last train had left an hour before, and nobody had told her.";
  const ids = [tokenizer.clsTokenId, ...tokenizer.encode(text).ids, tokenizer.sepTokenId];
  const sequences = ids.map((_, position) => ({
    ids: ids.map((id, at) => (at === position ? tokenizer.maskTokenId : id)),
    positions: [position],
  }));
  const rowsIn = async (precision: Precision) => {
    const predictor = await createPredictor(oneThread(), config, parameters, precision);
    const rows = await predictor.logits(sequences);
    await predictor.release();
    return rows.map(([row]) => logSoftmax(row));
  };
  const [exact, quantized] = [await rowsIn("float32"), await rowsIn("int8")];
  const firsts = exact.map((row, at) => Number(bestIndices(row, 1)[0] === bestIndices(quantized[at], 1)[0]));
  const divergences = exact.map((row, at) => divergence(row, quantized[at]));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(firsts)).toBeGreaterThan(0.85);
  expect(mean(divergences)).toBeLessThan(0.02);
});

/** Kullback and Leibler's, in nats, of log-probabilities. */
function divergence(wanted: Float32Array, found: Float32Array): number {
  return wanted.reduce((sum, value, at) => sum + Math.exp(value) * (value - found[at]), 0);
}
