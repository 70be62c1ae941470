import type { Backend } from "../backend";
import type { Model } from "../models/model";
import { type Random, randomFor } from "../random";
import type { WordPieceTokenizer } from "../tokenizer/tokenizer";
import { forEachWord, piecesOf, wordOf } from "../tokenizer/wordPieces";
import type { MaskedExample } from "./batch";
import { collate } from "./batch";
import { chunks } from "./batches";
import { type Evaluation, Evaluator } from "./evaluation";
import { questionWindows } from "./questionWindows";
import type { Sequences } from "./sequences";

/** What models with whatever vocabularies are compared on. */
export interface WordQuestionOptions {
  readonly validation: Sequences;
  /** That of `validation`. */
  readonly tokenizer: WordPieceTokenizer;
  /** The share of words to hide. */
  readonly share: number;
  readonly seed: number;
  /** At most this many sequences, evenly spread. */
  readonly maxSequences: number;
}

const BATCH = 8;

/**
 * How well a model finds whole words of held-out text: all pieces of a word are hidden, and all must be found. Which words
 * are hidden depends on the options alone, so that models with different vocabularies answer the same questions.
 * @throws the signal's reason when it is aborted; Fault "no-text" when no word is hidden.
 */
export async function evaluateWords(
  backend: Backend,
  { config, parameters, tokenizer }: Model,
  options: WordQuestionOptions,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const examples = wordQuestions(options, tokenizer, config.maxPositionEmbeddings);
  examples.sort((a, b) => a.inputIds.length - b.inputIds.length);
  const batches = chunks(examples, BATCH).map((group) => collate(group, config.padTokenId));
  const evaluator = new Evaluator(backend, config);
  try {
    return await evaluator.evaluate(
      parameters,
      batches.filter(({ masked }) => masked > 0),
      signal,
    );
  } finally {
    await evaluator.release();
  }
}

/** The questions in the ids of the model that is asked. */
export function wordQuestions(
  { validation, tokenizer, share, seed, maxSequences }: WordQuestionOptions,
  asked: WordPieceTokenizer,
  maxLength: number,
): MaskedExample[] {
  const translate = wordTranslator(tokenizer, asked);
  const count = Math.min(validation.count, maxSequences);
  return Array.from({ length: count }, (_, index) => Math.floor((index * validation.count) / count)).flatMap(
    (sequence, index) => {
      const whole = hideWords(
        validation.at(sequence),
        tokenizer,
        asked,
        translate,
        share,
        randomFor(seed, index),
      );
      return questionWindows(whole, maxLength);
    },
  );
}

function hideWords(
  ids: Int32Array,
  tokenizer: WordPieceTokenizer,
  asked: WordPieceTokenizer,
  translate: (pieces: Int32Array) => readonly number[],
  share: number,
  random: Random,
) {
  const inputIds: number[] = [];
  const [positions, labels, questions]: [number[], number[], number[]] = [[], [], []];
  let question = 0;
  forEachWord(ids, tokenizer, (start, end) => {
    const pieces = translate(ids.subarray(start, end));
    const isHidden = !tokenizer.isSpecial(ids[start]) && random.nextFloat() < share;
    for (const piece of pieces) {
      if (isHidden) {
        positions.push(inputIds.length);
        labels.push(piece);
        questions.push(question);
      }
      inputIds.push(isHidden ? asked.maskTokenId : piece);
    }
    if (isHidden) question++;
  });
  return { inputIds, positions, labels, questions };
}

/** The ids of a word, or of a special token, of one tokenizer in those of another. */
function wordTranslator(from: WordPieceTokenizer, to: WordPieceTokenizer) {
  const special = new Map([
    [from.clsTokenId, to.clsTokenId],
    [from.sepTokenId, to.sepTokenId],
    [from.maskTokenId, to.maskTokenId],
    [from.padTokenId, to.padTokenId],
    [from.unkTokenId, to.unkTokenId],
  ]);
  const known = new Map<string, readonly number[]>();
  return (pieces: Int32Array): readonly number[] => {
    const key = pieces.join();
    let found = known.get(key);
    if (found === undefined) {
      const id = pieces.length === 1 ? special.get(pieces[0]) : undefined;
      found = id === undefined ? [...piecesOf(wordOf(pieces, from), to)] : [id];
      known.set(key, found);
    }
    return found;
  };
}
