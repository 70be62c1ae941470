import { wordKey } from "../memory/evidence";
import { type Contest, featureRows, finalists, type Ranking, rowsAt, weightsFor } from "./rank";

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

/** What is to be learnt from a contest whose answer has these pieces. */
export function fittingQuestion(
  contest: Contest,
  answer: ArrayLike<number>,
  weight: number,
  ranking: Ranking,
): FittingQuestion {
  const { contenders, known, logProbabilityElsewhere } = contest;
  const rows = featureRows(contest);
  const best = finalists(rows, weightsFor(known, ranking));
  const key = wordKey(answer);
  const at = best.findIndex((index) => wordKey(contenders[index].pieces) === key);
  return { rows: rowsAt(rows, best), logProbabilityElsewhere, answer: at < 0 ? undefined : at, weight };
}
