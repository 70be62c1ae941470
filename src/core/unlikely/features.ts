import type { Evidence } from "./evidence";
import type { Suspect } from "./suspects";

/** What speaks for a word being out of place, by name. */
export type Features = Readonly<Record<string, number>>;

/** Of a word whose letters may be wrong; undefined where nothing else can be meant. */
export function misspeltFeatures(
  { word, familiarity }: Suspect,
  { logProbability, fixes: [fix] }: Evidence,
): Features | undefined {
  if (fix === undefined) return undefined;
  return {
    bias: 1,
    advantage: clamp(fix.score - logProbability, -10, 15),
    logProbability,
    fixLogProbability: fix.score,
    secondEdit: Number(fix.edits === 2),
    length: Math.log(word.text.length),
    ending: Number(differsInEnding(word.text, fix.word)),
    capital: Number(/^\p{Lu}/u.test(word.text)),
    ...known(familiarity),
  };
}

/** Of a word that may be another; undefined where nothing else would stand there. */
export function unexpectedFeatures(
  { familiarity }: Suspect,
  { logProbability, others: [other], modelBest, met }: Evidence,
): Features | undefined {
  if (other === undefined) return undefined;
  return {
    bias: 1,
    logProbability,
    otherLogProbability: other.score,
    modelBest,
    met: Math.log1p(met),
    ...known(familiarity),
  };
}

/** Whether one of two words is the other with an ending, as forms of a word are. */
function differsInEnding(word: string, other: string): boolean {
  const [shorter, longer] = word.length < other.length ? [word, other] : [other, word];
  return longer.toLowerCase().startsWith(shorter.toLowerCase());
}

function known({ files, inDocument, inVocabulary, hasKnownParts }: Suspect["familiarity"]) {
  return {
    files: Math.log1p(files),
    inDocument: Math.log1p(Math.min(3, inDocument)),
    inVocabulary: Number(inVocabulary),
    hasKnownParts: Number(hasKnownParts),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
