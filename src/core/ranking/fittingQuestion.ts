import { wordKey } from "../memory/evidence";
import { bestIndices } from "../prediction/softmax";
import { type Contest, featureRows, probabilities, type Ranking } from "./rank";

/** A question with a known answer, to fit weights on. */
export interface FittingQuestion {
  /** [contender, feature] */
  readonly rows: Float64Array;
  readonly logProbabilityElsewhere: number;
  /** The number of the right contender; undefined where the word is not among them. */
  readonly answer: number | undefined;
  /** How often the question counts. */
  readonly weight: number;
}

/** Contenders that can matter; of more, the likeliest by the ranking so far. */
const MAX_CONTENDERS = 150;

/** What is to be learnt from a contest whose answer has these pieces. */
export function fittingQuestion(
  contest: Contest,
  answer: ArrayLike<number>,
  weight: number,
  ranking: Ranking,
): FittingQuestion {
  const { contenders, known, logProbabilityElsewhere } = contest;
  const key = wordKey(answer, 0, answer.length);
  const likeliest = bestIndices(probabilities(contest, ranking), MAX_CONTENDERS);
  const right = contenders.findIndex(({ pieces }) => wordKey(pieces, 0, pieces.length) === key);
  const kept = right < 0 || likeliest.includes(right) ? likeliest : [right, ...likeliest];
  const rows = featureRows({ contenders: kept.map((at) => contenders[at]), known, logProbabilityElsewhere });
  const at = kept.indexOf(right);
  return { rows, logProbabilityElsewhere, answer: at < 0 ? undefined : at, weight };
}
