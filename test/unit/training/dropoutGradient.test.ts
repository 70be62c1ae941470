import { expect, test } from "vitest";
import type { Session } from "../../../src/core/backend";
import type { ModelConfig } from "../../../src/core/models/families";
import { createRandom } from "../../../src/core/random";
import type { Tensor } from "../../../src/core/tensor";
import { collate } from "../../../src/core/training/batch";
import { DropoutMasks } from "../../../src/core/training/dropoutMasks";
import { buildTrainingGraph, LOSS, type ParameterGradient } from "../../../src/core/training/trainingGraph";
import { oneThread } from "../../support/runGraph";
import { example, randomIds, randomParameters, TINY } from "../../support/tinyModel";

const examples = Array.from({ length: 3 }, (_, index) =>
  example(randomIds(9 - index, index), [index % 3, 4, 5]),
);
const { batch, sequence, masked, feeds } = collate(examples, TINY);

/** Of a small and a large probability, so that a mask that is forgotten, or applied twice, shows. */
const DROPPING = { hiddenDropoutProb: 0.3, attentionProbsDropoutProb: 0.5 };

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

test.each<[ModelConfig["modelType"]]>([["bert"], ["distilbert"]])(
  "%s: with dropout, every parameter's gradient is that of finite differences under the same masks",
  async (modelType) => {
    const config = { ...TINY, ...DROPPING, modelType };
    const parameters = randomParameters(config);
    const graph = buildTrainingGraph(config, { padding: true, dropout: true, accumulate: false });
    const session = await oneThread().compile(graph.model);
    const masks = new DropoutMasks(graph.dropoutSites, 11).next({ batch, sequence, masked });
    const run = (values: Parameters) => runWith(session, values, masks);
    const outputs = await run(parameters);
    const random = createRandom(3);
    for (const [name, description] of graph.gradients) {
      const tensor = parameters.get(name) as Tensor;
      const gradient = gradientOf(outputs, description, tensor);
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

function runWith(session: Session, parameters: Parameters, masks: Readonly<Record<string, Tensor>>) {
  return session.run({ ...Object.fromEntries(parameters), ...feeds, ...masks });
}
