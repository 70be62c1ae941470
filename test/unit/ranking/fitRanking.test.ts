import { expect, test } from "vitest";
import { createRandom, type Random } from "../../../src/core/random";
import { FEATURES } from "../../../src/core/ranking/features";
import { fitMixture, fitWeights, meanLoss } from "../../../src/core/ranking/fitRanking";
import type { FittingQuestion } from "../../../src/core/ranking/fittingQuestion";
import { fromNamed, toNamed } from "../../../src/core/ranking/namedRanking";
import { type RankingWeights, softmaxScores } from "../../../src/core/ranking/rank";
import { SHIPPED_RANKING } from "../../../src/core/ranking/shippedRanking";

const WIDTH = FEATURES.length;
const NOTHING: RankingWeights = {
  features: new Float64Array(WIDTH),
  elsewhere: { bias: 0, logProbability: 0 },
  modelShare: 0,
};

/** Questions whose answers are drawn as `weights` say. */
function questionsBy(weights: RankingWeights, count: number): FittingQuestion[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const rows = Float64Array.from({ length: 6 * WIDTH }, () => random.nextNormal());
    const logProbabilityElsewhere = -3 * random.nextFloat();
    const { words } = softmaxScores(rows, logProbabilityElsewhere, weights);
    return { rows, logProbabilityElsewhere, answer: draw(words, random), weight: 1 };
  });
}

/** The number of a word drawn by the probabilities; none where it is one that they leave out. */
function draw(probabilities: Float64Array, random: Random): number | undefined {
  let left = random.nextFloat();
  for (const [at, probability] of probabilities.entries()) {
    left -= probability;
    if (left < 0) return at;
  }
  return undefined;
}

const PLANTED: RankingWeights = {
  features: Float64Array.from({ length: WIDTH }, (_, at) => (at % 3) - 1),
  elsewhere: { bias: 0.5, logProbability: 1 },
  modelShare: 0,
};

test("the weights by which answers were drawn are found again", () => {
  const questions = questionsBy(PLANTED, 4000);
  const { features, elsewhere } = fitWeights(questions, NOTHING, 0.1);
  for (let at = 0; at < WIDTH; at++) expect(Math.abs(features[at] - PLANTED.features[at])).toBeLessThan(0.3);
  expect(Math.abs(elsewhere.bias - 0.5)).toBeLessThan(0.4);
  expect(Math.abs(elsewhere.logProbability - 1)).toBeLessThan(0.4);
});

test("no other weights near the fitted ones fit better", () => {
  const questions = questionsBy(PLANTED, 300);
  const fitted = fitWeights(questions, NOTHING, 1e-6);
  const loss = meanLoss(questions, fitted, NOTHING);
  for (let at = 0; at < WIDTH; at++)
    for (const change of [-0.05, 0.05]) {
      const features = Array.from(fitted.features, (weight, k) => weight + (k === at ? change : 0));
      expect(meanLoss(questions, { ...fitted, features }, NOTHING)).toBeGreaterThan(loss);
    }
});

test("where some answers are as the model alone says, their share is found, and the weights of the others", () => {
  const model = { ...NOTHING, features: Array.from(PLANTED.features, (weight) => -weight) };
  const [known, misled] = [questionsBy(PLANTED, 1600), questionsBy(model, 400)];
  const { modelShare, features } = fitMixture([...known, ...misled], NOTHING, 0.1, model);
  expect(modelShare).toBeGreaterThan(0.12);
  expect(modelShare).toBeLessThan(0.28);
  const { features: pure } = fitWeights([...known, ...misled], NOTHING, 0.1);
  const distance = (weights: ArrayLike<number>) =>
    Math.max(...Array.from(weights, (weight, at) => Math.abs(weight - PLANTED.features[at]!)));
  expect(distance(features)).toBeLessThan(distance(pure));
});

test("one question leaves weights near the prior, many do not", () => {
  const distance = ({ features }: RankingWeights) =>
    Math.max(...Array.from(features, (weight, at) => Math.abs(weight - PLANTED.features[at])));
  expect(distance(fitWeights(questionsBy(NOTHING, 1), PLANTED, 50))).toBeLessThan(0.1);
  expect(distance(fitWeights(questionsBy(NOTHING, 2000), PLANTED, 50))).toBeGreaterThan(0.5);
});

test("a ranking is written and read by the features' names", () => {
  const named = JSON.parse(JSON.stringify(toNamed(SHIPPED_RANKING)));
  expect(fromNamed(named, "x")).toEqual(SHIPPED_RANKING);
  delete named.document.features.nearness;
  expect(() => fromNamed(named, "x.json")).toThrow(
    'x.json: "ranking.document.features.nearness" is absent, but is needed.',
  );
  for (const broken of [null, {}, 3, { model: null }])
    expect(() => fromNamed(broken, "x")).toThrow(
      /"ranking(\.model)?" is (absent|null|3)|"ranking\.model" is null/,
    );
});
