import { Fault } from "../errors";
import { sentence } from "../sentence";
import { FEATURES } from "./features";
import type { Ranking, RankingWeights } from "./rank";

/** Weights by their features' names, as they are written. */
export interface NamedWeights {
  readonly features: Readonly<Record<string, number>>;
  readonly elsewhere: RankingWeights["elsewhere"];
}

export type NamedRanking = Readonly<Record<keyof Ranking, NamedWeights>>;

const SITUATIONS = ["model", "document", "workspace"] as const satisfies readonly (keyof Ranking)[];

export function toNamed(ranking: Ranking): NamedRanking {
  return mapped((situation) => {
    const { features, elsewhere } = ranking[situation];
    return { features: Object.fromEntries(FEATURES.map((name, at) => [name, features[at]])), elsewhere };
  });
}

/** @throws Fault "bad-model" that names what `where` lacks */
export function fromNamed(named: unknown, where: string): Ranking {
  const number = (value: unknown, name: string): number => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new Fault("bad-model", sentence`${where}: the weight ${name} of the ranking is not a number.`);
  };
  return mapped((situation) => {
    const { features, elsewhere } = (named as Partial<NamedRanking> | null)?.[situation] ?? {};
    const bias = number(elsewhere?.bias, `${situation}.elsewhere.bias`);
    const logProbability = number(elsewhere?.logProbability, `${situation}.elsewhere.logProbability`);
    return {
      features: FEATURES.map((name) => number(features?.[name], `${situation}.${name}`)),
      elsewhere: { bias, logProbability },
    };
  });
}

function mapped<T>(make: (situation: keyof Ranking) => T): Record<keyof Ranking, T> {
  return Object.fromEntries(SITUATIONS.map((situation) => [situation, make(situation)])) as Record<
    keyof Ranking,
    T
  >;
}
