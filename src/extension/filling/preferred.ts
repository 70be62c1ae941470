import type { Candidate } from "../../protocol/filling";

/** From this probability on a word may stand twice in a row: "had had". */
const CERTAIN = 0.5;

/**
 * The words of `candidates`, best first, for a gap between two texts. One that stands right beside the gap already comes
 * last, unless it is more likely than not. (To keep out what stands elsewhere in the sentence finds fewer words.)
 */
export function preferred(candidates: readonly Candidate[], before: string, after: string): string[] {
  const neighbours = [/(\p{L}+)\s*$/u.exec(before)?.[1], /^\s*(\p{L}+)/u.exec(after)?.[1]];
  const beside = new Set(neighbours.map((word) => word?.toLowerCase()));
  const isRepeat = ({ token_str, score }: Candidate): boolean =>
    score < CERTAIN && beside.has(token_str.toLowerCase());
  const repeats = candidates.filter(isRepeat);
  const others = candidates.filter((candidate) => !isRepeat(candidate));
  return [...others, ...repeats].map(({ token_str }) => token_str);
}
