import { gapBetween } from "../memory/gap";
import type { WordSource } from "../memory/knownWords";
import type { WordPieces } from "../prediction/wordSearch";
import { elsewhereOf, type GapInDocument, knownPieces, MODEL_WORDS } from "../ranking/contest";
import type { WordKind } from "../ranking/wordKind";
import { bestIds, countAbove, logSum } from "./row";
import type { ScoreContest } from "./wordScore";

export interface ContestKnowledge {
  readonly pieces: WordPieces;
  readonly kindOf: (pieces: readonly number[]) => WordKind;
  readonly source: WordSource | undefined;
}

/**
 * Gathers the words that may stand at a place of a document by one look, at one mask: words of one piece, and the one that is
 * written there.
 * @param row the logits [vocab]
 * @param logProbability of the word that is written, where it has several pieces
 */
export function quickContest(
  row: Float32Array,
  logProbability: number | undefined,
  { own, before, after }: GapInDocument & { readonly own: Int32Array },
  { pieces, kindOf, source }: ContestKnowledge,
): ScoreContest {
  const sum = logSum(row);
  const known = source?.(before, after, gapBetween(before, after)) ?? {};
  const remembered = [...knownPieces(known)].filter((word) => word.length === 1).map(([id]) => id);
  const singles = new Set([...bestIds(row, pieces.starts, MODEL_WORDS), ...remembered]);
  if (logProbability === undefined) singles.add(own[0]);
  const found = Array.from(singles, (id) => ({ pieces: [id], logProbability: row[id] - sum }));
  if (logProbability !== undefined) found.push({ pieces: [...own], logProbability });
  const written = logProbability === undefined ? row[own[0]] : logProbability + sum;
  return {
    contenders: found.map((word) => ({ ...word, kind: kindOf(word.pieces) })),
    logProbabilityElsewhere: elsewhereOf(found),
    known,
    own,
    beyond: Math.max(0, countAbove(row, pieces.starts, written) - MODEL_WORDS),
  };
}
