import type { WordPieceTokenizer } from "../tokenizer/tokenizer";
import { createRetokenizer, forEachWord, piecesOf } from "../tokenizer/wordPieces";
import type { MaskedExample } from "./batch";
import { type Questions, questionWindows } from "./questionWindows";

/**
 * A function that puts questions to a model that lacks the last words of the vocabulary in which they were asked. Such a
 * word stands in its pieces, all of which must be found where it is hidden. As pieces are more than words, one example may
 * become several, each with a part of the questions and what stands around it.
 * @param maxLength tokens that the model can take at once
 */
export function createBaseQuestions(asked: WordPieceTokenizer, base: WordPieceTokenizer, maxLength: number) {
  const retokenize = createRetokenizer(asked, base);
  const cut = new Map<number, readonly number[]>();
  const piecesOfId = (id: number): readonly number[] => {
    const known =
      cut.get(id) ?? (id < base.vocabSize ? [id] : [...piecesOf(asked.idToToken(id) ?? "", base)]);
    cut.set(id, known);
    return known;
  };

  return (example: MaskedExample): MaskedExample[] => {
    const ids = Int32Array.from(example.inputIds);
    const questionAt = new Map(example.positions.map((at, question) => [at, question]));
    const translated = { inputIds: [], positions: [], labels: [], questions: [] } as Record<
      keyof Questions,
      number[]
    >;
    forEachWord(ids, asked, (start, end) => {
      const isAsked = example.positions.some((at) => at >= start && at < end);
      if (isAsked) translateAsked(start, end);
      else translated.inputIds.push(...retokenize(ids.subarray(start, end)));
    });
    return questionWindows(translated, maxLength).map((window) => {
      const groups = example.groups && window.questions.map((question) => example.groups?.[question] ?? "");
      return { ...window, ...(groups && { groups }) };
    });

    function translateAsked(start: number, end: number): void {
      for (let at = start; at < end; at++) {
        const question = questionAt.get(at);
        if (question === undefined) translated.inputIds.push(...piecesOfId(ids[at]));
        else ask(question, piecesOfId(example.labels[question]), piecesOfId(ids[at]));
      }
    }

    function ask(question: number, answer: readonly number[], given: readonly number[]): void {
      for (const [index, label] of answer.entries()) {
        translated.positions.push(translated.inputIds.length);
        translated.labels.push(label);
        translated.questions.push(question);
        translated.inputIds.push(given.length === answer.length ? given[index] : base.maskTokenId);
      }
    }
  };
}
