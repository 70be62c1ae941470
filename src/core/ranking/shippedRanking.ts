import { fromNamed } from "./namedRanking";
import type { Ranking } from "./rank";
import { SHIPPED_WEIGHTS } from "./shippedWeights.generated";

/** Fitted on packages of several languages and on prose that the model in the box was not trained on. */
export const SHIPPED_RANKING: Ranking = fromNamed(SHIPPED_WEIGHTS, "the shipped weights");
