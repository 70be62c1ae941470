import { linePlaces } from "../core/linePlaces";
import type { ScoredWord } from "../protocol/scoring";
import { checkedText, checkedTopK, fieldsOf, TEXT_LIMIT, topKSchema } from "./input";
import type { Tool } from "./tool";

const TOP_K = 10;
const OTHERS = 3;
/** The least that counts for a word, as one impossible word would drown all others. */
const LEAST_PROBABILITY = 1e-6;

export const scoreText: Tool = {
  name: "score_text",
  description:
    "Says how probable each word of a text is where it stands, with the masked language model that was trained on this workspace. " +
    "Use it to find the words of a draft that this project would not use there: wrong names, slips, foreign style. " +
    `Give up to ${TEXT_LIMIT} characters. ` +
    "Returns {pseudo_perplexity, words}: the mean surprise of a word, and the least probable words as " +
    "{word, line, probability, rank, others}, the least probable first; line counts from 1, rank is the word's place among all.",
  inputSchema: {
    type: "object",
    properties: {
      text: { type: "string", description: "The text to judge, code or prose." },
      top_k: topKSchema(TOP_K, "The least probable words to return."),
    },
    required: ["text"],
  },
  async ask(input, model) {
    const fields = fieldsOf(input);
    const text = checkedText(fields["text"], "the words to judge");
    const topK = checkedTopK(fields["top_k"], TOP_K);
    const { words } = await model.score({ text, start: 0, end: text.length, others: OTHERS });
    const worst = [...words].sort((a, b) => a.probability - b.probability).slice(0, topK);
    const placeAt = linePlaces(text);
    const told = worst.map(({ word, start, probability, rank, others }) => ({
      word,
      line: placeAt(start).line,
      probability,
      rank,
      others,
    }));
    return {
      length: told.length,
      upTo: (length) => ({ pseudo_perplexity: perplexity(words), words: told.slice(0, length) }),
    };
  },
};

/** The exponential of the mean negative log-probability; undefined, and left out of the JSON, without words. */
function perplexity(words: readonly ScoredWord[]): number | undefined {
  if (words.length === 0) return undefined;
  const sum = words.reduce(
    (nats, { probability }) => nats - Math.log(Math.max(probability, LEAST_PROBABILITY)),
    0,
  );
  return Math.exp(sum / words.length);
}
