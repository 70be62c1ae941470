import { withCapitalsOf } from "../../core/letterCase";
import { MASK } from "../../core/masks";
import type { Candidate, FillParams, FillResult } from "../../protocol/filling";
import { joined, type Phrase } from "./phrase";

/** Of a single word: enough that what is left out hardly differs in probability. */
const CANDIDATES = 50;
/** Beginnings of several words that are followed up. */
const BEAMS = 5;

/** What might stand in a place, as it would be written there. */
export interface LikelyPhrase {
  readonly text: string;
  /** Of all its words together, each given those before it; between 0 and 1. */
  readonly probability: number;
}

export interface Place {
  readonly before: string;
  readonly after: string;
  /** What stands there now, which the model is not shown. */
  readonly phrase: Phrase;
}

type Fill = (params: Pick<FillParams, "text" | "masks" | "topK">) => Promise<FillResult>;

interface Beam {
  readonly words: readonly string[];
  readonly probability: number;
}

/** Phrases of as many words as stand there now, the likeliest first, in the case of those. */
export async function likelyPhrases(place: Place, fill: Fill): Promise<LikelyPhrase[]> {
  const { words, between } = place.phrase;
  const topK = words.length === 1 ? CANDIDATES : BEAMS;
  let beams: Beam[] = [{ words: [], probability: 1 }];
  for (const present of words) {
    const extended: Beam[] = [];
    for (const beam of beams) {
      const { fills } = await fill({ ...question(place, beam.words), topK });
      extended.push(...(fills[0]?.candidates ?? []).map((next) => extend(beam, next, present)));
    }
    beams = extended.sort((a, b) => b.probability - a.probability).slice(0, topK);
  }
  const phrases = beams.map((beam) => ({
    text: joined(beam.words, between),
    probability: beam.probability,
  }));
  return unite(phrases);
}

function extend({ words, probability }: Beam, { token_str, score }: Candidate, present: string): Beam {
  return { words: [...words, withCapitalsOf(token_str, present)], probability: probability * score };
}

/** The text with `known` words and masks in the places of the others, of which the first is asked for. */
function question({ before, after, phrase: { words, between } }: Place, known: readonly string[]) {
  const head = before + joined(known, between);
  const masks = words.slice(known.length).map(() => MASK);
  return { text: head + joined(masks, between.slice(known.length)) + after, masks: [head.length] };
}

/** What became the same by its case counts together. */
function unite(phrases: readonly LikelyPhrase[]): LikelyPhrase[] {
  const probabilities = new Map<string, number>();
  for (const { text, probability } of phrases)
    probabilities.set(text, (probabilities.get(text) ?? 0) + probability);
  return [...probabilities]
    .map(([text, probability]) => ({ text, probability }))
    .sort((a, b) => b.probability - a.probability);
}
