import { wordKey } from "../memory/evidence";
import { gapBetween } from "../memory/gap";
import type { KnownWords, WordSource } from "../memory/knownWords";
import { knownInPlace } from "../memory/wordForms";
import type { FoundWord, WordSearch } from "../prediction/wordSearch";
import type { Contest } from "./rank";
import type { WordKind } from "./wordKind";

/** Words of the model's own that take part. */
export const MODEL_WORDS = 60;
const LEAST_ELSEWHERE = 1e-4;

/** A gap in a document, whose other gaps may be filled for the model but not for what is known of the document. */
export interface GapInDocument {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
}

/** Gathers the words that may belong into the gap of `search`: the model's best, those that the memory knows, and `others`. */
export async function gather(
  search: WordSearch,
  document: GapInDocument,
  source: WordSource | undefined,
  kindOf: (pieces: readonly number[]) => WordKind,
  others: Iterable<readonly number[]> = [],
): Promise<Contest> {
  const gap = gapBetween(search.before, search.after);
  const found = source?.(document.before, document.after, gap) ?? {};
  const known = knownInPlace(found, search.tokenizer, search.spaced);
  const sought = [...knownPieces(known), ...others].filter((pieces) => search.isSought(pieces));
  const remembered = await search.judge(sought);
  const words = unite(await search.best(MODEL_WORDS), remembered);
  return {
    contenders: words.map((word) => ({ ...word, kind: kindOf(word.pieces) })),
    logProbabilityElsewhere: elsewhereOf(words),
    known,
  };
}

export function knownPieces({ document, workspace }: KnownWords): Iterable<readonly number[]> {
  const words = new Map([...(document?.words ?? []), ...(workspace?.words ?? [])]);
  return [...words.values()].map(({ pieces }) => pieces);
}

/** The words of both, each once; what the model found itself it has looked at more closely. */
function unite(best: readonly FoundWord[], judged: readonly FoundWord[]): FoundWord[] {
  const words = new Map<number | string, FoundWord>();
  for (const word of [...judged, ...best]) words.set(wordKey(word.pieces), word);
  return [...words.values()];
}

/** The logarithm of the probability that the model leaves to other words of one piece than these. */
export function elsewhereOf(words: readonly FoundWord[]): number {
  const singles = words.filter(({ pieces }) => pieces.length === 1);
  const share = singles.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0);
  return Math.log(Math.max(LEAST_ELSEWHERE, 1 - share));
}
