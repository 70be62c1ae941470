import type { WordSource } from "../memory/knownWords";
import { USUAL_SEARCH } from "../prediction/fillWords";
import type { Predictor } from "../prediction/predictor";
import { USUAL_WINDOW_TOKENS } from "../prediction/windows";
import { WordSearch, wordPieces } from "../prediction/wordSearch";
import { gather, MODEL_WORDS } from "../ranking/contest";
import type { Ranking } from "../ranking/rank";
import { wordKinds } from "../ranking/wordKind";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import { type Look, type LookOptions, type Pass, passes } from "./looks";
import { quickContest } from "./quickContest";
import { logSum } from "./row";
import type { TextWord, TokenizedText } from "./textWords";
import { scoreJudge, type WordScore } from "./wordScore";

/** How words are hidden where several are scored at once: as few passes as cost next to no fidelity. */
export const USUAL_LOOKS: LookOptions = { windowTokens: USUAL_WINDOW_TOKENS, margin: 16, spacing: 6 };

/** A longer word is encoded data, and is not scored. */
export const MOST_PIECES = 16;

/** Windows that run together: what takes some 50 ms with the model in the box, so that a request to stop is seen soon. */
const BATCH = 4;

export interface ScoreOptions {
  /** Words beside the one that is written, for each. */
  readonly others: number;
  /** What is known of words beside the model; only a scorer with a ranking asks it. */
  readonly source?: WordSource;
  readonly signal: AbortSignal;
}

/** Says of words of a text how probable they are where they stand; made once for a model, asked often. */
export interface Scorer {
  /**
   * Scores many words, several hidden at once; yields them in whatever order they become known. A word of several pieces is
   * judged as a whole, with as many masks in its place; of the words beside it only those of one piece are known.
   */
  scoreTogether(
    text: TokenizedText,
    words: readonly TextWord[],
    options: ScoreOptions & { readonly looks?: LookOptions },
  ): AsyncGenerator<WordScore>;
  /** Scores a word by itself, as the word for a mask is sought, among words of several pieces, too. */
  scoreAlone(text: TokenizedText, word: TextWord, options: ScoreOptions): Promise<WordScore>;
}

interface WordLook extends Look {
  readonly word: TextWord;
}

/** Without a ranking a word's probability is that of its pieces together. The scorer throws the signal's reason when it is aborted. */
export function createScorer(predictor: Predictor, tokenizer: Tokenizer, ranking?: Ranking): Scorer {
  const pieces = wordPieces(predictor, tokenizer);
  const kindOf = wordKinds(tokenizer);
  const judge = scoreJudge(tokenizer, ranking);

  return {
    async *scoreTogether({ ids }, words, { others, source, signal, looks = USUAL_LOOKS }) {
      const whole = new Map<TextWord, number>();
      for (const batch of batches(passes(ids, looksAt(words), tokenizer, withinReach(looks, predictor)))) {
        await yieldToEventLoop();
        signal.throwIfAborted();
        for (const [{ word, masks }, rows] of await look(predictor, batch)) {
          const own = ids.subarray(word.first, word.end);
          if (masks > 1) whole.set(word, logProbabilityOf(own, rows));
          else {
            const place = { own, before: ids.subarray(0, word.first), after: ids.subarray(word.end) };
            const contest = quickContest(rows[0], whole.get(word), place, { pieces, kindOf, source });
            yield judge(word, contest, others);
          }
        }
      }
    },

    async scoreAlone({ ids }, word, { others, source, signal }) {
      const own = ids.subarray(word.first, word.end);
      const [before, after] = [ids.subarray(0, word.first), ids.subarray(word.end)];
      const near = [...before.subarray(Math.max(0, before.length - USUAL_WINDOW_TOKENS))];
      const search = new WordSearch(predictor, tokenizer, pieces, near, after, { ...USUAL_SEARCH, signal });
      const contest = await gather(search, { before, after }, source, kindOf, [[...own]]);
      const beyond = Math.max(0, (await search.countLikelier([...own])) - MODEL_WORDS);
      return judge(word, { ...contest, own, beyond }, others);
    },
  };
}

/** The looks of a model that has fewer positions. */
function withinReach(looks: LookOptions, { config }: Predictor): LookOptions {
  const windowTokens = Math.min(looks.windowTokens, config.maxPositions);
  return { ...looks, windowTokens, margin: Math.min(looks.margin, (windowTokens - 2 - MOST_PIECES) >> 1) };
}

/** As many masks as a word has pieces, to judge it; then one, to see which words of one piece would stand there. */
function looksAt(words: readonly TextWord[]): WordLook[] {
  return words.flatMap((word) => {
    const { first, end } = word;
    const length = end - first;
    if (length > MOST_PIECES) return [];
    const one = { word, first, end, masks: 1 };
    return length === 1 ? [one] : [{ ...one, masks: length }, one];
  });
}

/** Passes of one length, at most `BATCH` of them, that run together. */
function* batches<L extends Look>(all: Iterable<Pass<L>>): Generator<Pass<L>[]> {
  let batch: Pass<L>[] = [];
  for (const pass of all) {
    if (batch.length === BATCH || (batch.length > 0 && batch[0].ids.length !== pass.ids.length)) {
      yield batch;
      batch = [];
    }
    batch.push(pass);
  }
  if (batch.length > 0) yield batch;
}

/** The logits [vocab] at the masks of each look of these passes. */
async function look<L extends Look>(
  predictor: Predictor,
  batch: readonly Pass<L>[],
): Promise<[look: L, rows: Float32Array[]][]> {
  const answers = await predictor.logits(
    batch.map(({ ids, positions }) => ({ ids, positions: positions.flat() })),
  );
  return batch.flatMap(({ looks, positions }, pass) => {
    let at = 0;
    return looks.map((each, index): [L, Float32Array[]] => {
      const from = at;
      at += positions[index].length;
      return [each, answers[pass].slice(from, at)];
    });
  });
}

function logProbabilityOf(pieces: Int32Array, rows: readonly Float32Array[]): number {
  return rows.reduce((sum, row, at) => sum + row[pieces[at]] - logSum(row), 0);
}
