import type { Fault } from "../../errors";
import { quote } from "../checkTokens";

type Raise = (problem: string) => Fault;
type Merge = readonly [left: string, right: string];

/** Merges as pairs, or as strings with a space between the two. */
export function readMerges(merges: unknown, fault: Raise): Merge[] {
  if (!Array.isArray(merges)) throw fault('"merges" must be an array');
  return merges.map((merge: unknown, index) => {
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    if (isMerge(pair)) return pair;
    throw fault(`"merges[${index}]" must be two tokens`);
  });
}

function isMerge(pair: unknown): pair is Merge {
  return Array.isArray(pair) && pair.length === 2 && pair.every((token) => typeof token === "string");
}

/** The lines of a `merges.txt`, of which the first may name a version. */
export function mergesOfText(text: string, fault: Raise): Merge[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line, at) => line !== "" && !(at === 0 && line.startsWith("#version")));
  return readMerges(lines, fault);
}

/** The ids of each pair; both tokens and what they become must be in the vocabulary, and no pair may come twice. */
export function idPairs(merges: readonly Merge[], vocab: readonly string[], fault: Raise) {
  const idOf = new Map(vocab.map((token, id) => [token, id]));
  const seen = new Set<string>();
  return merges.map(([left, right]) => {
    const pair = `${left} ${right}`;
    if (seen.has(pair)) throw fault(`the merge of ${quote(left)} and ${quote(right)} comes twice`);
    seen.add(pair);
    const missing = [left, right, `${left}${right}`].find((token) => !idOf.has(token));
    if (missing !== undefined)
      throw fault(`the merge of ${quote(left)} and ${quote(right)} needs ${quote(missing)}, which has no id`);
    return [idOf.get(left)!, idOf.get(right)!] as const;
  });
}
