import { createWordCounter } from "../../src/core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../../src/core/tokenizer/wordpiece/learnVocabulary";
import type { NormalizerOptions } from "../../src/core/tokenizer/wordpiece/normalizer";
import { KINDS, type Kind, MIXTURE } from "../corpus/kinds";
import { readShards } from "../corpus/shards";

export const CASED: NormalizerOptions = {
  cleanText: true,
  handleChineseChars: true,
  stripAccents: false,
  lowercase: false,
};

const VOCAB_SIZE = 16_000;
const ALPHABET = 250;
const SAMPLE_UNITS = 10_000_000;
const TOTAL = 100_000_000;

/** Learns the cased vocabulary on a sample of the training shards in which each kind weighs what the mixture says. */
export function learnBaseVocabulary(): string[] {
  const counts = new Map<string, number>();
  for (const kind of KINDS) {
    const { words, units } = countWords(kind);
    const scale = units > 0 ? (MIXTURE[kind] * TOTAL) / units : 0;
    for (const [word, count] of words) counts.set(word, (counts.get(word) ?? 0) + count * scale);
  }
  const rounded = new Map([...counts].map(([word, count]) => [word, Math.round(count)]));
  return learnVocabulary(rounded, { vocabSize: VOCAB_SIZE, limitAlphabet: ALPHABET });
}

function countWords(kind: Kind): { words: ReadonlyMap<string, number>; units: number } {
  const counter = createWordCounter({ normalizer: CASED });
  let units = 0;
  for (const { text } of readShards(kind, "train")) {
    counter.add(text);
    units += text.length;
    if (units > SAMPLE_UNITS) break;
  }
  return { words: counter.counts, units };
}
