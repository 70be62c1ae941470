import { expect } from "vitest";
import { gradients } from "../../src/core/autodiff";
import { add, encodeModel, Graph, mul, reduceSum, type Value } from "../../src/core/graph";
import { createRandom } from "../../src/core/random";
import { elementCount, type Tensor } from "../../src/core/tensor";
import { oneThread } from "./runGraph";

export interface GradientCase {
  /** Shapes of the inputs to differentiate by. */
  readonly shapes: readonly (readonly number[])[];
  build(...inputs: Value[]): Value;
  /** What the inputs' elements are drawn from; -1 to 1 by default. */
  readonly range?: readonly [number, number];
  /** Elements nearer to 0 than this are moved away from it, where the function has a kink or a pole. */
  readonly avoidZero?: number;
  /** Of the largest gradient; fp32's rounding noise decides it. */
  readonly tolerance?: number;
}

const STEP = 1 / 64;
/** Elements are multiples of 1 / GRID, so that a step changes them by exactly STEP. */
const GRID = 4096;
/** Central differences of fourth order: f'(x) is the sum of weight * f(x + offset * h) / h. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -2 / 3],
  [1, 2 / 3],
  [2, -1 / 12],
] as const;

/** Compares the gradients of a random weighted sum of the outputs with finite differences, by every input. */
export async function expectGradients(test: GradientCase, seed = 1): Promise<void> {
  const random = createRandom(seed);
  const inputs = test.shapes.map((shape) => ({
    shape,
    data: drawElements(test, elementCount(shape), random.nextFloat),
  }));
  const { value, weights } = await forward(test, random.nextFloat);
  const actual = await reverse(test, inputs, weights);
  const expected = await differences(inputs, value.run);
  await value.release();
  const largest = Math.max(1, ...expected.flat().map(Math.abs));
  for (const [index, gradient] of expected.entries()) {
    for (const [at, derivative] of gradient.entries()) {
      const error = Math.abs(actual[index][at] - derivative);
      expect(error, `input ${index}, element ${at}: ${actual[index][at]} for ${derivative}`).toBeLessThan(
        (test.tolerance ?? 1e-4) * largest,
      );
    }
  }
}

function drawElements({ range = [-1, 1], avoidZero = 0 }: GradientCase, count: number, next: () => number) {
  const [low, high] = range;
  return Float32Array.from({ length: count }, () => {
    const x = Math.round((low + (high - low) * next()) * GRID) / GRID;
    return Math.abs(x) < avoidZero ? Math.sign(x) * avoidZero : x;
  });
}

function declare({ shapes, build }: GradientCase) {
  const graph = new Graph();
  const inputs = shapes.map((shape, index) => graph.input(`x${index}`, "float32", shape));
  return { graph, inputs, output: build(...inputs) };
}

const feeds = (inputs: readonly Tensor[]) =>
  Object.fromEntries(inputs.map((tensor, index) => [`x${index}`, tensor]));

/** The weighted sum of the outputs, in fp64 from the outputs on. */
async function forward(test: GradientCase, next: () => number) {
  const { output } = declare(test);
  const weights = Float32Array.from({ length: elementCount(output.shape as number[]) }, () => 2 * next() - 1);
  const session = await oneThread().compile(encodeModel({ y: output }));
  const run = async (inputs: readonly Tensor[]) => {
    const { y } = await session.run(feeds(inputs));
    return y.data.reduce((sum, value, index) => sum + value * weights[index], 0);
  };
  return { value: { run, release: () => session.release() }, weights };
}

/** The gradients by automatic differentiation, rows added up. */
async function reverse(test: GradientCase, tensors: readonly Tensor[], weights: Float32Array) {
  const { graph, inputs, output } = declare(test);
  const weighted = mul(output, graph.constant(weights, output.shape as number[], "weights"));
  const loss = reduceSum(weighted, [...output.shape.keys()], false);
  const byInput = gradients(loss, inputs);
  const outputs: Record<string, Value> = { loss: add(loss, 0) };
  for (const [index, input] of inputs.entries()) {
    const { dense, rows = [] } = byInput.get(input) ?? {};
    if (dense) outputs[`dense.${index}`] = add(dense, 0);
    for (const [place, { values }] of rows.entries()) outputs[`rows.${index}.${place}`] = add(values, 0);
  }
  const session = await oneThread().compile(encodeModel(outputs));
  const results = await session.run(feeds(tensors));
  await session.release();
  return inputs.map((input, index) => {
    const total =
      results[`dense.${index}`]?.data.slice() ?? new Float32Array(elementCount(input.shape as number[]));
    const width = total.length / Number(input.shape[0]);
    for (const [place, { indices }] of (byInput.get(input)?.rows ?? []).entries()) {
      const values = results[`rows.${index}.${place}`].data;
      for (const [row, id] of [...(graph.constants.get(indices) as BigInt64Array)].entries()) {
        for (let column = 0; column < width; column++)
          total[Number(id) * width + column] += values[row * width + column];
      }
    }
    return total;
  });
}

async function differences(inputs: readonly Tensor[], value: (inputs: readonly Tensor[]) => Promise<number>) {
  const all: number[][] = [];
  for (const [index, { shape, data }] of inputs.entries()) {
    const gradient: number[] = [];
    for (const at of data.keys()) {
      let derivative = 0;
      for (const [offset, weight] of STENCIL) {
        const moved = data.slice();
        moved[at] += offset * STEP;
        derivative += ((await value(inputs.with(index, { shape, data: moved }))) * weight) / STEP;
      }
      gradient.push(derivative);
    }
    all.push(gradient);
  }
  return all;
}
