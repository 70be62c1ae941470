import { FEATURES } from "./features";
import type { FittingQuestion } from "./fittingQuestion";
import { addOuter, solve } from "./positiveDefinite";
import { mixedScores, type RankingWeights, type Shares, softmaxScores } from "./rank";

const WIDTH = FEATURES.length;
/** The features', and the two for words elsewhere. */
const PARAMETERS = WIDTH + 2;
const MAX_STEPS = 30;
const CONVERGED = 1e-6;

/** Of each of which the weights are fitted anew, and then how much each question tells of them. */
const ROUNDS = 5;
/** Where they begin. */
const FIRST_SHARE = 0.1;

/**
 * Weights for what is known beside the model, whose own weights are `model`, and the share of questions that only the model
 * explains: by expectation-maximisation (Dempster et al. 1977), each question counting as far as the weights explain its answer.
 */
export function fitMixture(
  questions: readonly FittingQuestion[],
  prior: RankingWeights,
  precision: number,
  model: RankingWeights,
): RankingWeights {
  const alone = questions.map((question) => answerShare(question, softmaxOf(question, model)));
  const total = questions.reduce((sum, { weight }) => sum + weight, 0);
  let weights = fitWeights(questions, prior, precision);
  let modelShare = FIRST_SHARE;
  for (let round = 0; round < ROUNDS; round++) {
    const explained = questions.map((question, at) => {
      const known = (1 - modelShare) * answerShare(question, softmaxOf(question, weights));
      return { ...question, weight: (question.weight * known) / (known + modelShare * alone[at]) };
    });
    modelShare = 1 - explained.reduce((sum, { weight }) => sum + weight, 0) / total;
    weights = { ...fitWeights(explained, prior, precision, weights), modelShare };
  }
  return weights;
}

const softmaxOf = ({ rows, logProbabilityElsewhere }: FittingQuestion, weights: RankingWeights) =>
  softmaxScores(rows, logProbabilityElsewhere, weights);

/** The probability of the right answer. */
function answerShare({ answer }: FittingQuestion, { words, elsewhere }: Shares): number {
  return Math.max(Number.MIN_VALUE, answer === undefined ? elsewhere : words[answer]);
}

/**
 * The weights with the highest probability given the answers and a normal prior around `prior`, in which each weight has the
 * precision `precision`: multinomial logistic regression by Newton's method (Bishop, Pattern Recognition and Machine
 * Learning, 4.3), a step being halved while it makes things worse. The search begins at `start`.
 */
export function fitWeights(
  questions: readonly FittingQuestion[],
  prior: RankingWeights,
  precision: number,
  start = prior,
): RankingWeights {
  const center = toVector(prior);
  let weights = toVector(start);
  let step: Float64Array = new Float64Array(PARAMETERS);
  let loss = Number.POSITIVE_INFINITY;
  for (let steps = 0, scale = 1; steps < MAX_STEPS && scale > CONVERGED; steps++) {
    const tried = weights.map((weight, at) => weight - scale * step[at]);
    const { value, gradient, hessian } = derivatives(questions, tried, center, precision);
    if (value > loss) {
      scale /= 2;
      continue;
    }
    const gain = loss - value;
    [weights, loss, scale] = [tried, value, 1];
    if (gain < CONVERGED * Math.abs(loss)) break;
    step = solve(hessian, gradient);
  }
  return fromVector(weights);
}

/** The mean negative log-likelihood of the answers, in nats; `model` has the weights of the model alone. */
export function meanLoss(
  questions: readonly FittingQuestion[],
  weights: RankingWeights,
  model: RankingWeights,
): number {
  let [sum, total] = [0, 0];
  for (const question of questions) {
    const { rows, logProbabilityElsewhere, weight } = question;
    const shares = mixedScores(rows, logProbabilityElsewhere, weights, model);
    sum -= weight * Math.log(answerShare(question, shares));
    total += weight;
  }
  return sum / total;
}

function toVector({ features, elsewhere }: RankingWeights): Float64Array {
  return Float64Array.of(...Array.from(features), elsewhere.bias, elsewhere.logProbability);
}

function fromVector(weights: Float64Array): RankingWeights {
  const [bias, logProbability] = weights.subarray(WIDTH);
  const features = Array.from(weights.subarray(0, WIDTH));
  return { features, elsewhere: { bias, logProbability }, modelShare: 0 };
}

interface Derivatives {
  readonly value: number;
  readonly gradient: Float64Array;
  /** [parameter, parameter], the lower triangle. */
  readonly hessian: Float64Array;
}

/** Of the negative logarithm of the posterior, up to a constant. */
function derivatives(
  questions: readonly FittingQuestion[],
  weights: Float64Array,
  center: Float64Array,
  precision: number,
): Derivatives {
  const gradient = weights.map((weight, at) => precision * (weight - center[at]));
  const hessian = new Float64Array(PARAMETERS * PARAMETERS);
  for (let at = 0; at < PARAMETERS; at++) hessian[at * PARAMETERS + at] = precision;
  let value = weights.reduce((sum, weight, at) => sum + (precision / 2) * (weight - center[at]) ** 2, 0);
  for (const question of questions) value += addQuestion(question, weights, gradient, hessian);
  return { value, gradient, hessian };
}

/** Contenders less probable than this hardly change anything. */
const NEGLIGIBLE = 1e-7;

/** Adds sum_i p_i x_i - x_answer, and sum_i p_i x_i x_i' - m m' with m = sum_i p_i x_i; returns -log p_answer. */
function addQuestion(
  { rows, logProbabilityElsewhere, answer, weight }: FittingQuestion,
  weights: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { words, elsewhere } = softmaxScores(rows, logProbabilityElsewhere, fromVector(weights));
  const mean = new Float64Array(PARAMETERS);
  const row = new Float64Array(PARAMETERS);
  const add = (probability: number) => {
    for (let i = 0; i < PARAMETERS; i++) mean[i] += probability * row[i];
    addOuter(hessian, row, weight * probability);
  };
  for (let at = 0; at < words.length; at++) {
    if (words[at] < NEGLIGIBLE) continue;
    row.set(rows.subarray(at * WIDTH, (at + 1) * WIDTH));
    add(words[at]);
  }
  const other = Float64Array.of(...new Float64Array(WIDTH), 1, logProbabilityElsewhere);
  row.set(other);
  add(elsewhere);
  addOuter(hessian, mean, -weight);
  const right = answer === undefined ? other : rows.subarray(answer * WIDTH, (answer + 1) * WIDTH);
  for (let i = 0; i < PARAMETERS; i++) gradient[i] += weight * (mean[i] - (right[i] ?? 0));
  return -weight * Math.log(Math.max(Number.MIN_VALUE, answer === undefined ? elsewhere : words[answer]));
}
