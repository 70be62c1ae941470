import * as v from "valibot";
import { jsonFile } from "../json/jsonFile";
import { fields } from "../json/schemas";
import { FEATURES } from "./features";
import type { Ranking, RankingWeights } from "./rank";

/** Weights by their features' names, as they are written. */
export interface NamedWeights {
  readonly features: Readonly<Record<string, number>>;
  readonly elsewhere: RankingWeights["elsewhere"];
  /** Absent in notes of earlier versions. */
  readonly modelShare?: number | undefined;
}

export type NamedRanking = Readonly<Record<keyof Ranking, NamedWeights>>;

const SITUATIONS = ["model", "document", "workspace"] as const satisfies readonly (keyof Ranking)[];

const weight = v.pipe(v.number(), v.finite());
const WEIGHTS = fields({
  features: fields(Object.fromEntries(FEATURES.map((name) => [name, weight]))),
  elsewhere: fields({ bias: weight, logProbability: weight }),
  modelShare: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
});
const NOTES = fields({ ranking: fields(mapped(() => WEIGHTS)) });

export function toNamed(ranking: Ranking): NamedRanking {
  return mapped((situation) => {
    const { features, ...others } = ranking[situation];
    return { features: Object.fromEntries(FEATURES.map((name, at) => [name, features[at]])), ...others };
  });
}

/** The weights in the field "ranking" of the notes `where`. @throws Fault "bad-model" that names what they lack */
export function fromNamed(named: unknown, where: string): Ranking {
  const { ranking } = jsonFile({ ranking: named }, where).read(NOTES);
  return mapped((situation) => {
    const { features, ...others } = ranking[situation];
    return { features: FEATURES.map((name) => features[name]), ...others };
  });
}

function mapped<T>(make: (situation: keyof Ranking) => T): Record<keyof Ranking, T> {
  return Object.fromEntries(SITUATIONS.map((situation) => [situation, make(situation)])) as Record<
    keyof Ranking,
    T
  >;
}
