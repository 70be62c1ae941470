import type { Backend } from "../../core/backend";
import type { KnownWords, WordSource } from "../../core/memory/knownWords";
import type { Model } from "../../core/models/model";
import { USUAL_SEARCH } from "../../core/prediction/fillWords";
import { createLightPredictor, type Predictor } from "../../core/prediction/predictor";
import { rememberingPredictor } from "../../core/prediction/rememberingPredictor";
import { WordSearch, wordPieces } from "../../core/prediction/wordSearch";
import type { WordQuestion } from "../../core/questions/wordQuestion";
import { gather } from "../../core/ranking/contest";
import { fitMixture, fitWeights } from "../../core/ranking/fitRanking";
import { type FittingQuestion, fittingQuestion } from "../../core/ranking/fittingQuestion";
import type { Contest, Ranking } from "../../core/ranking/rank";
import { SHIPPED_RANKING } from "../../core/ranking/shippedRanking";
import { wordKinds } from "../../core/ranking/wordKind";
import { yieldToEventLoop } from "../../core/yieldToEventLoop";
import type { CorpusSource } from "../corpus/readCorpus";
import { sourceFor, withTexts } from "../memory/memoryQuestions";
import { readMemory } from "../memory/workspaceMemory";

/** How many questions are asked; with fewer than the second number the shipped weights are better. */
const [MAX_ASKED, MIN_ASKED] = [200, 50];
/** The precision of the prior on the shipped weights: a few hundred questions move them by a tenth. With less, fewer words come first. */
const PRECISION = 100;

/**
 * The weights for a model of a workspace: the shipped ones, moved by hidden words of text that the model was not trained on,
 * each asked with a memory of all files but its own. Undefined where there are too few questions. Throws the signal's reason
 * when it is aborted.
 */
export async function fitRanking(
  backend: Backend,
  model: Model,
  source: CorpusSource,
  questions: readonly WordQuestion[],
  signal: AbortSignal,
): Promise<Ranking | undefined> {
  if (questions.length < MIN_ASKED) return undefined;
  const { memory, paths, textOf } = await readMemory(source, model.tokenizer, signal);
  const asked = withTexts(questions.slice(0, MAX_ASKED), paths, textOf);
  if (asked.length < MIN_ASKED) return undefined;
  const predictor = rememberingPredictor(await createLightPredictor(backend, model.config, model.parameters));
  try {
    const ask = asker(predictor, model, signal);
    const collected: Record<keyof Ranking, FittingQuestion[]> = { model: [], document: [], workspace: [] };
    for (const question of asked) {
      await yieldToEventLoop();
      signal.throwIfAborted();
      const known = sourceFor(question, memory, model.tokenizer);
      collected.workspace.push(await ask(question, known));
      collected.document.push(await ask(question, only(known, "document")));
      collected.model.push(await ask(question, undefined));
    }
    const own = fitWeights(collected.model, SHIPPED_RANKING.model, PRECISION);
    const fit = (situation: keyof Ranking) =>
      fitMixture(collected[situation], SHIPPED_RANKING[situation], PRECISION, own);
    return { model: own, document: fit("document"), workspace: fit("workspace") };
  } finally {
    await predictor.release();
  }
}

function only(source: WordSource, part: keyof KnownWords): WordSource {
  return (before, after, gap) => {
    const known = source(before, after, gap)[part];
    return known === undefined ? {} : { [part]: known };
  };
}

function asker(predictor: Predictor, { tokenizer }: Model, signal: AbortSignal) {
  const pieces = wordPieces(predictor, tokenizer);
  const kindOf = wordKinds(tokenizer);
  return async ({ before, word, after }: WordQuestion, known: WordSource | undefined) => {
    const [{ ids: left, spaced }, { ids: right }] = tokenizer.encodeAround([before, after]);
    const search = new WordSearch(predictor, tokenizer, pieces, [...left], right, {
      ...USUAL_SEARCH,
      spaced,
      signal,
    });
    const contest = await gather(search, { before: left, after: right }, known, kindOf);
    return fittingQuestion(wordsOf(contest), tokenizer.piecesOf(word, spaced), 1, SHIPPED_RANKING);
  };
}

/** Without marks and short words: no question asks for them, so nothing can be learnt about their weights. */
function wordsOf(contest: Contest): Contest {
  return { ...contest, contenders: contest.contenders.filter(({ kind }) => kind === "word") };
}
