/* Made by `npm run bench -- fit-unlikely`; do not edit. */
export const VERDICT_WEIGHTS = {
  "misspelt": {
    "bias": -0.59,
    "advantage": 0.3,
    "logProbability": -0.35,
    "fixLogProbability": 0.12,
    "secondEdit": -1.7,
    "length": -0.49,
    "ending": -1.49,
    "capital": -1.03,
    "files": -2.34,
    "inDocument": -2.97,
    "inVocabulary": -2.98,
    "hasKnownParts": -0.73
  },
  "unexpected": {
    "bias": -7.84,
    "logProbability": -0.46,
    "otherLogProbability": 0.16,
    "modelBest": 0.05,
    "met": -0.91,
    "files": 0.76,
    "inDocument": 1.62,
    "inVocabulary": 0.5,
    "hasKnownParts": -0.24
  }
} as const;

/** The suspicion from which on a word is reported. */
export const VERDICT_THRESHOLDS = {
  "low": {
    "misspelt": 1.59,
    "unexpected": 1.58
  },
  "medium": {
    "misspelt": 0.54,
    "unexpected": 1.14
  },
  "high": {
    "misspelt": -1.32,
    "unexpected": -0.85
  }
} as const;
