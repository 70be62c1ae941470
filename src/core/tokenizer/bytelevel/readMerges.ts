import { excerpt } from "../../json/jsonCursor";
import { sentence } from "../../sentence";
import type { RaiseTokenizerFault } from "../tokenizerFault";

type Merge = readonly [left: string, right: string];

/** Merges as pairs, or as strings with a space between the two. */
export function readMerges(merges: unknown, fault: RaiseTokenizerFault): Merge[] {
  if (!Array.isArray(merges)) throw fault(sentence`"merges" must be a list`);
  return merges.map((merge: unknown, index) => {
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    if (isMerge(pair)) return pair;
    throw fault(sentence`"merges[${index}]" must be two tokens`);
  });
}

function isMerge(pair: unknown): pair is Merge {
  return Array.isArray(pair) && pair.length === 2 && pair.every((token) => typeof token === "string");
}

/** The lines of a `merges.txt`, of which the first may name a version. */
export function mergesOfText(text: string, fault: RaiseTokenizerFault): Merge[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line, at) => line !== "" && !(at === 0 && line.startsWith("#version")));
  return readMerges(lines, fault);
}

/** The ids of each pair; both tokens and what they become must be in the vocabulary, and no pair may come twice. */
export function idPairs(merges: readonly Merge[], vocab: readonly string[], fault: RaiseTokenizerFault) {
  const idOf = new Map(vocab.map((token, id) => [token, id]));
  const seen = new Set<string>();
  return merges.map(([left, right]) => {
    const pair = `${left} ${right}`;
    if (seen.has(pair))
      throw fault(sentence`the merge of ${excerpt(left)} and ${excerpt(right)} comes twice`);
    seen.add(pair);
    const missing = [left, right, `${left}${right}`].find((token) => !idOf.has(token));
    if (missing !== undefined)
      throw fault(
        sentence`the merge of ${excerpt(left)} and ${excerpt(right)} needs ${excerpt(missing)}, which has no id`,
      );
    return [idOf.get(left)!, idOf.get(right)!] as const;
  });
}
