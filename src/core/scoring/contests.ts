import { wordKey } from "../memory/evidence";
import { gapBetween } from "../memory/gap";
import type { WordSource } from "../memory/knownWords";
import { knownInPlace } from "../memory/wordForms";
import type { Predictor } from "../prediction/predictor";
import type { FoundWord, WordPieces } from "../prediction/wordSearch";
import { elsewhereOf, knownPieces, MODEL_WORDS } from "../ranking/contest";
import type { WordKind } from "../ranking/wordKind";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { yieldToEventLoop } from "../yieldToEventLoop";
import { type Look, type LookOptions, type Pass, passes } from "./looks";
import { bestIds, countAbove, logSum } from "./row";
import type { TextWord } from "./textWords";
import type { ScoreContest } from "./wordScore";

/** A word that is asked about, and others that are judged in its place. */
export interface WordQuestion {
  readonly word: TextWord;
  /** Vocabulary ids of each, at most `MOST_PIECES`. */
  readonly candidates: readonly (readonly number[])[];
}

export interface ContestMaker {
  readonly predictor: Predictor;
  readonly tokenizer: Tokenizer;
  readonly pieces: WordPieces;
  readonly kindOf: (pieces: readonly number[]) => WordKind;
}

export interface ContestOptions {
  readonly looks: LookOptions;
  readonly source: WordSource | undefined;
  readonly signal: AbortSignal;
}

/** A longer word is encoded data, and is not asked about. */
export const MOST_PIECES = 16;

/** Windows that run together: what takes some 50 ms with the model in the box, so that a request to stop is seen soon. */
const BATCH = 4;

/** A question on its way. */
interface Asked extends WordQuestion {
  readonly own: readonly number[];
  readonly found: FoundWord[];
}

interface AskedLook extends Look {
  readonly asked: Asked;
}

/**
 * Gathers the words that may stand in the place of each word of a text: those of one piece that the model finds best and that the
 * memory knows, the candidates and the one that is written. Each is judged with as many masks in its place as it has pieces, many
 * words of the text at once. Yields them in whatever order they become known; throws the signal's reason when it is aborted.
 */
export async function* contests<Q extends WordQuestion>(
  { predictor, tokenizer, pieces, kindOf }: ContestMaker,
  ids: Int32Array,
  questions: readonly Q[],
  { looks, source, signal }: ContestOptions,
): AsyncGenerator<readonly [question: Q, contest: ScoreContest]> {
  const all = passes(
    ids,
    questions.flatMap((question) => looksAt(question, ids)),
    tokenizer,
    looks,
  );
  for (const batch of batches(all)) {
    await yieldToEventLoop();
    signal.throwIfAborted();
    for (const [{ asked, masks }, rows] of await look(predictor, batch)) {
      if (masks > 1) judge(asked, rows);
      else yield [asked as unknown as Q, conclude(asked, rows[0])];
    }
  }

  function conclude(asked: Asked, row: Float32Array): ScoreContest {
    const { word, own, found, candidates } = asked;
    const [before, after] = [ids.subarray(0, word.first), ids.subarray(word.end)];
    const spaced = tokenizer.beginsWord(own[0], true);
    const starts = pieces.starts(spaced);
    const remembered = source?.(before, after, gapBetween(before, after)) ?? {};
    const known = knownInPlace(remembered, tokenizer, spaced);
    const sum = logSum(row);
    const singles = [own, ...candidates, ...knownPieces(known)].filter(({ length }) => length === 1);
    const best = bestIds(row, starts, MODEL_WORDS);
    for (const id of new Set([...singles.map(([id]) => id), ...best]))
      found.push({ pieces: [id], logProbability: row[id] - sum });
    const written = found.find((each) => isSame(each.pieces, own))!.logProbability + sum;
    return {
      contenders: found.map((each) => ({ ...each, kind: kindOf(each.pieces) })),
      logProbabilityElsewhere: elsewhereOf(found),
      known,
      own,
      beyond: Math.max(0, countAbove(row, starts, written) - MODEL_WORDS),
    };
  }
}

/** As many masks as the word or a candidate has pieces, one for the last look. */
function looksAt(question: WordQuestion, ids: Int32Array): AskedLook[] {
  const { first, end } = question.word;
  const own = [...ids.subarray(first, end)];
  const asked = { ...question, own, found: [] };
  const lengths = new Set([own.length, 1, ...question.candidates.map(({ length }) => length)]);
  return [...lengths].sort((a, b) => b - a).map((masks) => ({ asked, first, end, masks }));
}

/** Judges the words of several pieces, of which there are as many masks. */
function judge({ own, candidates, found }: Asked, rows: readonly Float32Array[]): void {
  const sums = rows.map(logSum);
  const words = new Map<number | string, readonly number[]>();
  for (const pieces of [own, ...candidates])
    if (pieces.length === rows.length) words.set(wordKey(pieces), pieces);
  for (const pieces of words.values()) {
    const logProbability = rows.reduce((sum, row, at) => sum + row[pieces[at]] - sums[at], 0);
    found.push({ pieces, logProbability });
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
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
