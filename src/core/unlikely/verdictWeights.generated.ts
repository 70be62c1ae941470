/* Made by `npm run bench -- fit-unlikely`; do not edit. */
export const VERDICT_WEIGHTS = {
  "misspelt": {
    "bias": -0.4, "advantage": 0.95, "logProbability": 0.2, "fixLogProbability": -0.5, "secondEdit": -1.5, "length": -0.75,
    "ending": -1.6, "capital": -1.15, "files": -2.3, "inDocument": -2.95, "inVocabulary": -4, "hasKnownParts": -1.1
  },
  "unexpected": {
    "bias": -7.35, "logProbability": -0.37, "otherLogProbability": 0.17, "modelBest": -0.14, "met": -2.35, "files": 1.05,
    "inDocument": 1.55, "inVocabulary": 0.2, "hasKnownParts": 0.1
  }
} as const;

/** The suspicion from which on a word is reported. */
export const VERDICT_THRESHOLDS = {
  "low": { "misspelt": 1.5, "unexpected": 2 },
  "medium": { "misspelt": 0.4, "unexpected": 0.9 },
  "high": { "misspelt": -1.6, "unexpected": -1.1 }
} as const;
