/* Made by `npm run bench -- fit-ranking`; do not edit. */
import type { NamedRanking } from "./namedRanking";

export const SHIPPED_WEIGHTS: NamedRanking = {
  "model": {
    "features": {
      "logProbability": 0.943,
      "logProbabilityOfSeveralPieces": 0.127,
      logProbabilityOfMark: 0,
      logProbabilityOfShort: 0,
      "twoPieces": 0.138,
      "threePieces": 0.188,
      "morePieces": 0,
      "mark": -2.454,
      "short": -0.599,
      "inDocument": 0,
      "nearness": 0,
      adjacent: 0,
      "document.1+1": 0,
      "document.2+0": 0,
      "document.0+2": 0,
      "document.2+1": 0,
      "document.1+2": 0,
      "document.2+2": 0,
      "document.4+0": 0,
      "document.0+4": 0,
      "document.3+3": 0,
      "workspace.1+1": 0,
      "workspace.2+0": 0,
      "workspace.0+2": 0,
      "workspace.2+1": 0,
      "workspace.1+2": 0,
      "workspace.2+2": 0,
      "workspace.4+0": 0,
      "workspace.0+4": 0,
      "workspace.3+3": 0
    },
    "elsewhere": {
      "bias": 0.509,
      "logProbability": 0.886
    }
  },
  "document": {
    "features": {
      "logProbability": 0.495,
      "logProbabilityOfSeveralPieces": -0.281,
      logProbabilityOfMark: 0,
      logProbabilityOfShort: 0,
      "twoPieces": -1.289,
      "threePieces": 0.63,
      "morePieces": 2.632,
      "mark": 1.564,
      "short": 1.033,
      "inDocument": 0.801,
      "nearness": 0.19,
      adjacent: 0,
      "document.1+1": 1.912,
      "document.2+0": 2.578,
      "document.0+2": 2.556,
      "document.2+1": 0.879,
      "document.1+2": 0.437,
      "document.2+2": 0.515,
      "document.4+0": 2.425,
      "document.0+4": 2.642,
      "document.3+3": 1.562,
      "workspace.1+1": 0,
      "workspace.2+0": 0,
      "workspace.0+2": 0,
      "workspace.2+1": 0,
      "workspace.1+2": 0,
      "workspace.2+2": 0,
      "workspace.4+0": 0,
      "workspace.0+4": 0,
      "workspace.3+3": 0
    },
    "elsewhere": {
      "bias": 1.979,
      "logProbability": 0.716
    }
  },
  "workspace": {
    "features": {
      "logProbability": 0.411,
      "logProbabilityOfSeveralPieces": -0.225,
      logProbabilityOfMark: 0,
      logProbabilityOfShort: 0,
      "twoPieces": -1.072,
      "threePieces": 0.62,
      "morePieces": 2.42,
      "mark": 2.395,
      "short": 1.339,
      "inDocument": 0.434,
      "nearness": 0.218,
      adjacent: 0,
      "document.1+1": 2.132,
      "document.2+0": 2.121,
      "document.0+2": 2.283,
      "document.2+1": 0.985,
      "document.1+2": 0.156,
      "document.2+2": -0.205,
      "document.4+0": 1.97,
      "document.0+4": 2.011,
      "document.3+3": 1.851,
      "workspace.1+1": 1.319,
      "workspace.2+0": 1.527,
      "workspace.0+2": 0.783,
      "workspace.2+1": -0.008,
      "workspace.1+2": 0.277,
      "workspace.2+2": 2.134,
      "workspace.4+0": 3.408,
      "workspace.0+4": 3.455,
      "workspace.3+3": 2.837
    },
    "elsewhere": {
      "bias": 1.927,
      "logProbability": 0.693
    }
  }
};
