import { describe, expect, test } from "vitest";
import { randomFor } from "../../../src/core/random";
import { type MaskingVocabulary, maskTokens } from "../../../src/core/training/masking";

/** Ids 0 to 4 are special, [MASK] is 4, ids from 500 on continue a word. */
const VOCABULARY: MaskingVocabulary = {
  vocabSize: 1000,
  maskTokenId: 4,
  isSpecial: (id) => id < 5,
  startsWord: (id) => id < 500,
};
const COUNT = 200_000;

function randomTokens(seed: number): Int32Array {
  const random = randomFor(seed);
  return Int32Array.from({ length: COUNT }, () => random.nextBelow(1000));
}

/** Within five standard deviations of a binomial distribution: once in two million fair draws it is not. */
function expectShare(hits: number, trials: number, share: number): void {
  expect(Math.abs(hits - trials * share)).toBeLessThan(5 * Math.sqrt(trials * share * (1 - share)));
}

describe.each([
  [0.15, false],
  [0.15, true],
  [0.4, false],
])("masking %d of the tokens, whole words: %s", (mlmProbability, wholeWordMask) => {
  const ids = randomTokens(1);
  const { inputIds, positions, labels } = maskTokens(
    ids,
    VOCABULARY,
    { mlmProbability, wholeWordMask },
    randomFor(9),
  );

  test("chooses that share, never special tokens, and keeps the originals as labels", () => {
    const candidates = ids.filter((id) => id >= 5).length;
    const clusters = wholeWordMask ? 2 : 1;
    expectShare(positions.length / clusters, candidates / clusters, mlmProbability);
    expect(positions.every((at) => ids[at] >= 5)).toBe(true);
    expect(labels).toEqual(positions.map((at) => ids[at]));
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  });

  test("hides 80 % behind [MASK], 10 % behind a random token, and leaves the rest", () => {
    const masked = positions.filter((at) => inputIds[at] === 4).length;
    const kept = positions.filter((at) => inputIds[at] === ids[at]).length;
    expectShare(masked, positions.length, 0.8 + 0.1 / 1000);
    expectShare(kept, positions.length, 0.1 + 0.1 / 1000);
    const random = positions
      .map((at) => inputIds[at as number] as number)
      .filter((id, i) => id !== 4 && id !== labels[i]);
    expectShare(random.length, positions.length, 0.1);
    expectShare(random.filter((id) => id < 500).length, random.length, 0.5);
  });

  test("touches nothing else", () => {
    const chosen = new Set(positions);
    expect(ids.every((id, at) => chosen.has(at) || inputIds[at] === id)).toBe(true);
  });
});

test("whole words are chosen whole", () => {
  const ids = randomTokens(2);
  const options = { mlmProbability: 0.3, wholeWordMask: true };
  const chosen = new Set(maskTokens(ids, VOCABULARY, options, randomFor(1)).positions);
  const wordParts = Array.from(ids.keys()).filter((at) => at > 0 && ids[at] >= 500 && ids[at - 1] >= 5);
  for (const at of wordParts) expect(chosen.has(at)).toBe(chosen.has(at - 1));
});

test("a piece at the start or after a special token begins a unit of its own", () => {
  const ids = [700, 701, 2, 702, 10, 703];
  const options = { mlmProbability: 0.5, wholeWordMask: true };
  const patterns = new Set(
    Array.from({ length: 200 }, (_, seed) =>
      maskTokens(ids, VOCABULARY, options, randomFor(seed)).positions.join(),
    ),
  );
  expect([...patterns].sort()).toEqual(
    ["", "0,1", "0,1,3", "0,1,3,4,5", "0,1,4,5", "3", "3,4,5", "4,5"].sort(),
  );
});

test("the same seed gives the same masks, another seed or purpose others", () => {
  const ids = randomTokens(3).subarray(0, 2000);
  const options = { mlmProbability: 0.15, wholeWordMask: false };
  const mask = (...purpose: [number, ...number[]]) =>
    maskTokens(ids, VOCABULARY, options, randomFor(...purpose));
  expect(mask(1, 2)).toEqual(mask(1, 2));
  expect(mask(1, 2).positions).not.toEqual(mask(1, 3).positions);
  expect(mask(1, 2).positions).not.toEqual(mask(2, 2).positions);
});
