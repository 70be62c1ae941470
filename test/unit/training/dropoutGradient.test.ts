import { expect, test } from "vitest";
import type { HostFeeds } from "../../../src/core/backend";
import { createRandom } from "../../../src/core/random";
import { type Tensor, zeros } from "../../../src/core/tensor";
import { collate } from "../../../src/core/training/batch";
import { sizesOf } from "../../../src/core/training/batchSizes";
import { DropoutMasks } from "../../../src/core/training/dropoutMasks";
import { buildTrainingGraph, LOSS, type ParameterGradient } from "../../../src/core/training/trainingGraph";
import { TINY_OF_EACH } from "../../support/families";
import { oneThread } from "../../support/runGraph";
import { example, randomIds, randomParameters } from "../../support/tinyModel";

const examples = Array.from({ length: 3 }, (_, index) =>
  example(randomIds(9 - index, index), [index % 3, 4, 5]),
);
const STEP = 1 / 256;

type Parameters = ReadonlyMap<string, Tensor>;

const moved = (parameters: Parameters, name: string, direction: Float32Array, step: number) => {
  const { shape, data } = parameters.get(name) as Tensor;
  return new Map(parameters).set(name, { shape, data: data.map((x, at) => x + step * direction[at]) });
};

/** The whole gradient of a parameter from a run's outputs: the dense part, and the rows added up. */
function gradientOf(
  outputs: Readonly<Record<string, Tensor>>,
  { dense, rows }: ParameterGradient,
  { shape, data }: Tensor,
  feeds: HostFeeds,
): Float32Array {
  const total = dense ? outputs[dense].data.slice() : new Float32Array(data.length);
  const width = data.length / shape[0];
  for (const { output, indices } of rows) {
    const ids = typeof indices === "string" ? Array.from(feeds[indices].data, Number) : indices;
    for (const [row, values] of chunked(outputs[output].data, width).entries())
      for (const [column, value] of values.entries()) total[ids[row % ids.length] * width + column] += value;
  }
  return total;
}

const chunked = (data: Float32Array, width: number) =>
  Array.from({ length: data.length / width }, (_, row) => data.subarray(row * width, (row + 1) * width));

test.each(Object.values(TINY_OF_EACH))(
  "$modelType: with dropout, every parameter's gradient is that of finite differences under the same masks",
  async (config) => {
    const { batch, sequence, masked, feeds } = collate(examples, config);
    const parameters = randomParameters(config);
    const graph = buildTrainingGraph(config, { padding: true, dropout: true, accumulate: false });
    const session = await oneThread().compile(graph.model);
    const sizes = { batch, sequence, masked };
    const masks = new DropoutMasks(graph.dropoutSites, 11).next(sizes);
    const arrays = () =>
      [...graph.outputShapes].map(([name, shape]) => [name, zeros(sizesOf(shape, sizes))] as const);
    const run = (values: Parameters) =>
      session.run({ ...Object.fromEntries(values), ...feeds, ...masks }, Object.fromEntries(arrays()));
    const outputs = await run(parameters);
    const random = createRandom(3);
    for (const [name, description] of graph.gradients) {
      const tensor = parameters.get(name) as Tensor;
      const gradient = gradientOf(outputs, description, tensor, feeds);
      const direction = Float32Array.from(tensor.data, () => random.nextNormal());
      const loss = async (step: number) =>
        (await run(moved(parameters, name, direction, step)))[LOSS].data[0];
      const slope =
        (8 * ((await loss(STEP)) - (await loss(-STEP))) -
          ((await loss(2 * STEP)) - (await loss(-2 * STEP)))) /
        (12 * STEP);
      const along = gradient.reduce((sum, value, at) => sum + value * direction[at], 0);
      const allowed = 0.02 * (Math.abs(slope) + 0.1);
      expect(Math.abs(along - slope), `${name}: ${along} for ${slope}`).toBeLessThan(allowed);
    }
    await session.release();
  },
);
