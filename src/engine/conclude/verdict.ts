import type { Backend } from "../../core/backend";
import type { Model } from "../../core/models/model";
import { askWords } from "../../core/questions/askWords";
import type { HeldOutText } from "../../core/questions/heldOutText";
import {
  ENOUGH_WORDS,
  findsMore,
  foundByLanguage,
  type WordPlace,
  type WordsFound,
  wordsFound,
} from "../../core/questions/wordsFound";
import type { ReportedWords } from "../../protocol/report";
import type { ComparedWords, Kept } from "../../protocol/training";
import type { RunOutcome } from "../follow/outcome";

/** What a run's model is measured against. */
export interface Rivals {
  /** The model that the run started from, before words were added; absent if it started from scratch. */
  readonly before?: Model | undefined;
  /** The model in use, if an earlier run trained it, with its figures if it was asked for the same words before. */
  readonly inUse?: { readonly model: Model; readonly found?: WordsFound | undefined } | undefined;
}

/**
 * Decides what becomes of a run's model: it and its rivals are asked for the same hidden words. It is put to use only if no
 * rival finds more of them, if there are enough of them to decide, and if some evaluation on held-out text was better than
 * the first. Throws the signal's reason when it is aborted.
 */
export async function judge(
  outcome: RunOutcome,
  { before, inUse }: Rivals,
  heldOut: HeldOutText,
  { backend, signal }: { readonly backend: Backend; readonly signal: AbortSignal },
): Promise<RunOutcome> {
  const { questions } = heldOut;
  const ask = async (model: Model | undefined) =>
    model && questions.length > 0 ? askWords(backend, model, questions, signal) : undefined;
  const count = (places: readonly WordPlace[] | undefined) => places && wordsFound(questions, places);
  const places = { before: await ask(before), after: await ask(outcome.model) };
  const inUseFound = inUse && (inUse.found ?? count(await ask(inUse.model)));
  const [early, late] = [count(places.before), count(places.after)];
  const found: ComparedWords = {
    ...(early && { before: early }),
    ...(late && { after: late }),
    ...(inUseFound && { inUse: inUseFound }),
  };
  const kept = outcome.model === undefined ? "base" : keptAs(found, questions.length);
  const { model, ...rest } = outcome;
  return {
    ...rest,
    ...(model && kept !== "base" && { model }),
    report: {
      ...outcome.report,
      kept,
      ...(questions.length > 0 && { words: { ...found, ...reportedWords(heldOut, places) } }),
    },
  };
}

function keptAs({ before, after, inUse }: ComparedWords, words: number): Kept {
  if (after === undefined || words < ENOUGH_WORDS) return "aside";
  if (before && findsMore(before, after)) return "base";
  return inUse && findsMore(inUse, after) ? "earlier" : "tuned";
}

/** Which words the figures are based on. */
function reportedWords(
  { choosing, reporting, questions }: HeldOutText,
  {
    before,
    after,
  }: { readonly before: readonly WordPlace[] | undefined; readonly after: readonly WordPlace[] | undefined },
): Pick<ReportedWords, "files" | "isChosenOnThem" | "languages"> {
  const byLanguage = (places: readonly WordPlace[] | undefined) =>
    new Map(places && foundByLanguage(questions, places));
  const [early, late] = [byLanguage(before), byLanguage(after)];
  const languages = [...new Set([...late.keys(), ...early.keys()])].map((language) => {
    const [was, is] = [early.get(language), late.get(language)];
    return { language, ...(was && { before: was }), ...(is && { after: is }) };
  });
  return {
    files: [...new Set(questions.map(({ file }) => file))],
    isChosenOnThem: reporting.some((name) => choosing.includes(name)),
    languages,
  };
}
