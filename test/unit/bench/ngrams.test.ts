import { describe, expect, it } from "vitest";
import { Ngrams } from "../../../bench/peers/ngrams";

/** 0 1 2 0 1 3 0 1 2: after 0 1 comes 2 twice and 3 once. */
const ngrams = new Ngrams(Uint16Array.from([0, 1, 2, 0, 1, 3, 0, 1, 2]), 5);

const sum = (shares: Float64Array) => shares.reduce((total, share) => total + share, 0);
const best = (shares: Float64Array) => shares.indexOf(Math.max(...shares));

describe("n-grams with absolute discounting", () => {
  it.each([
    ["nothing known", []],
    ["one neighbour", [1]],
    ["two neighbours", [0, 1]],
    ["neighbours never seen together", [3, 3]],
    ["a neighbour never seen", [4]],
  ])("gives probabilities that sum to one: %s", (_name, left) => {
    expect(sum(ngrams.after(left))).toBeCloseTo(1, 12);
    expect(sum(ngrams.between(left, [0, 1]))).toBeCloseTo(1, 12);
  });

  it("computes the trigram by hand", () => {
    const unigram = 2.5 / 11.5; // token 2: twice in nine, half a count added to each of five
    const bigram = (2 - 0.75) / 3 + ((0.75 * 2) / 3) * unigram;
    const trigram = (2 - 0.75) / 3 + ((0.75 * 2) / 3) * bigram;
    expect(ngrams.after([0, 1])[2]).toBeCloseTo(trigram, 12);
  });

  it.each([
    ["the left decides", [0, 1], [], 2],
    ["the right decides", [], [0, 1], 2],
    ["the right corrects the left", [3], [1], 0],
    ["both sides", [0, 1], [0, 1], 2],
  ])("ranks a gap's tokens: %s", (_name, left, right, expected) => {
    expect(best(ngrams.between(left, right))).toBe(expected);
  });
});
