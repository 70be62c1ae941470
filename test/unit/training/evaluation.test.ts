import { describe, expect, test } from "vitest";
import { Evaluator, heldOutBatches } from "../../../src/core/training/evaluation";
import { Sequences } from "../../../src/core/training/sequences";
import { oneThread } from "../../support/runGraph";
import { randomIds, randomParameters, TINY } from "../../support/tinyModel";

const vocabulary = {
  vocabSize: 40,
  maskTokenId: 4,
  isSpecial: (id: number) => id < 5,
  startsWord: () => true,
};
const ids = Int32Array.from(randomIds(420, 1));
const sequences = new Sequences(ids, [...Array.from({ length: 21 }, (_, index) => index * 20), 410, 411]);
const options = {
  masking: { mlmProbability: 0.15, wholeWordMask: false },
  batchSize: 8,
  config: TINY,
  seed: 3,
  maxSequences: 100,
};

describe("held-out batches", () => {
  test("depend on the seed alone", () => {
    const batches = heldOutBatches(sequences, vocabulary, options);
    expect(heldOutBatches(sequences, vocabulary, options)).toEqual(batches);
    expect(heldOutBatches(sequences, vocabulary, { ...options, seed: 4 })).not.toEqual(batches);
  });

  test("are spread evenly over the sequences, up to the number asked for", () => {
    const batches = heldOutBatches(sequences, vocabulary, { ...options, maxSequences: 5 });
    expect(batches.reduce((sum, { batch }) => sum + batch, 0)).toBeLessThanOrEqual(5);
    expect(heldOutBatches(sequences, vocabulary, { ...options, maxSequences: 1 })).toHaveLength(1);
  });

  test("hold no more sequences than the model affords", () => {
    const huge = { ...TINY, hiddenSize: 4096, intermediateSize: 65_536, numHiddenLayers: 48 };
    const sizes = heldOutBatches(sequences, vocabulary, { ...options, config: huge }).map(
      ({ batch }) => batch,
    );
    expect(new Set(sizes)).toEqual(new Set([1]));
  });

  test("leave out batches without a masked token", () => {
    const single = new Sequences(Int32Array.of(5, 6), [0, 1, 2]);
    const never = { ...options, masking: { mlmProbability: 0, wholeWordMask: false } };
    expect(heldOutBatches(single, vocabulary, never)).toEqual([]);
  });
});

describe("an evaluation", () => {
  const batches = heldOutBatches(sequences, vocabulary, options);

  test("is the same each time and does not change the parameters", async () => {
    const evaluator = new Evaluator(oneThread(), TINY);
    const parameters = randomParameters(TINY);
    const first = await evaluator.evaluate(parameters, batches);
    expect(await evaluator.evaluate(parameters, batches)).toEqual(first);
    expect(parameters).toEqual(randomParameters(TINY));
    expect(first.perplexity).toBeCloseTo(Math.exp(first.loss), 10);
    expect(first.masked).toBe(batches.reduce((sum, { masked }) => sum + masked, 0));
    await evaluator.release();
  });

  test("counts first and first five guesses, for a model that always guesses the same", async () => {
    const parameters = randomParameters(TINY);
    for (const { data } of parameters.values()) data.fill(0);
    const bias = parameters.get("cls.predictions.bias")!.data;
    for (const id of bias.keys()) bias[id] = -0.1 * id;
    const evaluator = new Evaluator(oneThread(), TINY);
    const found = await evaluator.evaluate(parameters, batches);
    await evaluator.release();
    const labels = batches.flatMap(({ feeds }) =>
      Array.from(feeds["label_positions"].data as BigInt64Array, Number).filter((_, at) => at % 2 === 1),
    );
    const partition = Math.log(bias.reduce((sum, b) => sum + Math.exp(b), 0));
    const share = (below: number) => labels.filter((label) => label < below).length / labels.length;
    expect(found.top1).toBe(share(1));
    expect(found.top5).toBe(share(5));
    expect(found.loss).toBeCloseTo(
      labels.reduce((sum, label) => sum + partition - bias[label], 0) / labels.length,
      5,
    );
    for (const id of bias.keys()) bias[id] = 0.1 * id;
    const other = await new Evaluator(oneThread(), TINY).evaluate(parameters, batches);
    expect(other.top1).toBe(labels.filter((label) => label === 39).length / labels.length);
    expect(other.top5).toBe(labels.filter((label) => label >= 35).length / labels.length);
    expect(other.top5).toBeGreaterThan(0);
  });

  test("stops when it is aborted", async () => {
    const evaluator = new Evaluator(oneThread(), TINY);
    const reason = new Error("enough");
    await expect(evaluator.evaluate(randomParameters(TINY), batches, AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });

  test("of nothing is refused", async () => {
    const evaluator = new Evaluator(oneThread(), TINY);
    await expect(evaluator.evaluate(randomParameters(TINY), [])).rejects.toThrow(
      "There is nothing to evaluate on",
    );
  });
});

test.each([3e38, -1e30])("weights of %d make a fault, not a figure", async (weight) => {
  const parameters = randomParameters(TINY);
  for (const { data } of parameters.values()) data.fill(weight);
  const evaluator = new Evaluator(oneThread(), TINY);
  const failure = await evaluator
    .evaluate(parameters, heldOutBatches(sequences, vocabulary, options))
    .catch((error: unknown) => error);
  await evaluator.release();
  expect(failure).toMatchObject({ kind: "non-finite", message: expect.stringMatching(/^The model's loss/) });
});
