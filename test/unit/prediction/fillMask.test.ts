import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMaskFiller } from "../../../src/core/prediction/fillMask";
import type { Predictor } from "../../../src/core/prediction/predictor";
import { createPredictor } from "../../../src/core/prediction/predictor";
import { bestIndices, logSoftmax } from "../../../src/core/prediction/softmax";
import { contextWindows } from "../../../src/core/prediction/windows";
import { createRandom } from "../../../src/core/random";
import { oneThread } from "../../support/runGraph";
import { smallTokenizer } from "../../support/smallTokenizer";
import { randomIds, randomParameters, TINY } from "../../support/tinyModel";

const WORDS = ["the", "sky", "is", "blue", "grey", ".", "##ish"];
const tokenizer = smallTokenizer(WORDS);
const BLUE = 8;

/** A model that gives every mask the same logits, and notes what it is asked. */
function fixedPredictor(logits: readonly number[], maxPositions = 32) {
  const asked: { ids: number[]; positions: number[] }[] = [];
  const predictor: Predictor = {
    config: { ...TINY, vocabSize: logits.length, maxPositions },
    async logits(sequences) {
      asked.push(
        ...sequences.map(({ ids, positions }) => ({ ids: Array.from(ids), positions: [...positions] })),
      );
      return sequences.map(({ positions }) => positions.map(() => Float32Array.from(logits)));
    },
    async release() {},
  };
  return { predictor, asked };
}

const scores = Array.from({ length: 12 }, (_, id) => (id === BLUE ? 4 : id === BLUE + 1 ? 3 : -id));

describe("filling masks", () => {
  test("names candidates as Hugging Face's pipeline does", async () => {
    const { predictor } = fixedPredictor(scores);
    const [candidates] = await createMaskFiller(predictor, tokenizer)("The sky is [MASK].", { topK: 2 });
    const total = scores.reduce((sum, x) => sum + Math.exp(x), 0);
    expect(candidates).toEqual([
      {
        score: expect.closeTo(Math.exp(4) / total, 5),
        token: 8,
        token_str: "blue",
        sequence: "the sky is blue.",
      },
      {
        score: expect.closeTo(Math.exp(3) / total, 5),
        token: 9,
        token_str: "grey",
        sequence: "the sky is grey.",
      },
    ]);
  });

  test("with several masks keeps the others, and asks once", async () => {
    const { predictor, asked } = fixedPredictor(scores);
    const masks = await createMaskFiller(predictor, tokenizer)("[MASK] is [MASK]", { topK: 1 });
    expect(masks.map(([{ sequence }]) => sequence)).toEqual([
      "[CLS] blue is [MASK] [SEP]",
      "[CLS] [MASK] is blue [SEP]",
    ]);
    expect(asked).toEqual([{ ids: [2, 4, 7, 4, 3], positions: [1, 3] }]);
  });

  test("among targets only, each once", async () => {
    const { predictor } = fixedPredictor(scores);
    const [candidates] = await createMaskFiller(predictor, tokenizer)("[MASK]", {
      topK: 5,
      targets: ["the", "grey", "The"],
    });
    expect(candidates.map(({ token_str }) => token_str)).toEqual(["grey", "the"]);
  });

  test.each([
    ["the sky", {}, 'The text has no [MASK] to fill: "the sky".'],
    ["x".repeat(80), {}, `The text has no [MASK] to fill: "${"x".repeat(57)}...".`],
    ["[MASK]", { targets: ["unheard"] }, 'The target "unheard" is not a single token'],
    ["[MASK]", { targets: ["the sky"] }, 'The target "the sky" is not a single token'],
    ["[MASK]", { targets: [""] }, 'The target "" is not a single token'],
  ])("%s with %o is refused", async (text, options, message) => {
    const { predictor } = fixedPredictor(scores);
    await expect(createMaskFiller(predictor, tokenizer)(text, { topK: 5, ...options })).rejects.toThrow(
      message,
    );
  });

  test("of a text longer than the model reads a window around each mask", async () => {
    const { predictor, asked } = fixedPredictor(scores, 8);
    const masks = await createMaskFiller(predictor, tokenizer)(`[MASK] ${"sky ".repeat(30)}[MASK]`, {
      topK: 1,
    });
    expect(masks).toHaveLength(2);
    expect(asked.map(({ ids }) => ids.length)).toEqual([8, 8]);
    expect(asked.map(({ ids, positions }) => positions.map((at) => ids[at]))).toEqual([[4], [4]]);
  });
});

test("sequences that run together have the logits that they have alone", async () => {
  const predictor = await createPredictor(oneThread(), TINY, randomParameters(TINY));
  const sequences = [
    { ids: randomIds(9, 1), positions: [1, 7] },
    { ids: randomIds(9, 2), positions: [4] },
    { ids: randomIds(9, 3), positions: [0, 4, 8] },
  ];
  const together = await predictor.logits(sequences);
  for (const [index, sequence] of sequences.entries()) {
    const [alone] = await predictor.logits([sequence]);
    expect(together[index]).toHaveLength(sequence.positions.length);
    for (const [at, logits] of alone.entries()) {
      for (const [id, logit] of logits.entries()) expect(together[index][at][id]).toBeCloseTo(logit, 4);
    }
  }
  await predictor.release();
});

describe("windows", () => {
  test("hold every mask once, fit the model, and give each mask a quarter's context where there is one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 4, max: 64 }),
        fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 12 }),
        (length, size, places) => {
          const masks = [...new Set(places.map((place) => place % length))].sort((a, b) => a - b);
          const windows = contextWindows({ length }, masks, size);
          expect(windows.flatMap(({ positions }) => positions)).toEqual(masks);
          const context = Math.floor(size / 4);
          for (const { start, end, positions } of windows) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(length);
            expect(end - start).toBe(Math.min(size, length));
            for (const at of positions) {
              expect(at - start).toBeGreaterThanOrEqual(Math.min(context, at));
              expect(end - at).toBeGreaterThanOrEqual(Math.min(context, length - at));
            }
          }
        },
      ),
      { seed: 4 },
    );
  });
});

describe("ranking", () => {
  test("finds the best as sorting does, ties in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 })),
        fc.integer({ min: 1, max: 12 }),
        (values, count) => {
          const sorted = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
          expect(bestIndices(values, count)).toEqual(sorted.slice(0, count));
        },
      ),
      { seed: 5 },
    );
  });

  test("log softmax is right for large and tiny logits", () => {
    const random = createRandom(1);
    const logits = Float32Array.from({ length: 50 }, () => 200 * random.nextFloat());
    const probabilities = Array.from(logSoftmax(logits), Math.exp);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
    expect([...logSoftmax(Float32Array.of(1e30, 0))]).toEqual([0, Math.fround(-1e30)]);
    expect(logSoftmax(Float32Array.of(-500, -500))[0]).toBeCloseTo(-Math.LN2, 4);
  });
});
