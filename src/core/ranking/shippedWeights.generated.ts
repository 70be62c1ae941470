/* Made by `npm run bench -- fit-ranking`; do not edit. */
import type { NamedRanking } from "./namedRanking";

export const SHIPPED_WEIGHTS: NamedRanking = {
  "model": {
    "features": {
      "logProbability": 0.936,
      "logProbabilityOfSeveralPieces": 0.322,
      "logProbabilityOfMark": 0.151,
      "logProbabilityOfShort": 0.035,
      "twoPieces": 0.539,
      "threePieces": -0.191,
      "morePieces": 0,
      "mark": -2.105,
      "short": -0.499,
      "inDocument": 0,
      "nearness": 0,
      "adjacent": 0,
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
      "bias": 0.461,
      "logProbability": 0.853
    }
  },
  "document": {
    "features": {
      "logProbability": 0.521,
      "logProbabilityOfSeveralPieces": -0.401,
      "logProbabilityOfMark": 0.76,
      "logProbabilityOfShort": 0.376,
      "twoPieces": -1.756,
      "threePieces": -0.439,
      "morePieces": 0.239,
      "mark": 1.679,
      "short": 1.224,
      "inDocument": 0.609,
      "nearness": 0.376,
      "adjacent": -1.81,
      "document.1+1": 1.645,
      "document.2+0": 2.374,
      "document.0+2": 2.496,
      "document.2+1": 0.981,
      "document.1+2": 0.772,
      "document.2+2": -0.106,
      "document.4+0": 2.499,
      "document.0+4": 3.043,
      "document.3+3": 2.103,
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
      "bias": 1.973,
      "logProbability": 0.718
    }
  },
  "workspace": {
    "features": {
      "logProbability": 0.424,
      "logProbabilityOfSeveralPieces": -0.336,
      "logProbabilityOfMark": 0.906,
      "logProbabilityOfShort": 0.451,
      "twoPieces": -1.325,
      "threePieces": -0.322,
      "morePieces": 0.19,
      "mark": 2.468,
      "short": 1.738,
      "inDocument": 0.308,
      "nearness": 0.396,
      "adjacent": -2.042,
      "document.1+1": 1.854,
      "document.2+0": 1.898,
      "document.0+2": 2.065,
      "document.2+1": 0.948,
      "document.1+2": 0.622,
      "document.2+2": -0.824,
      "document.4+0": 2.029,
      "document.0+4": 2.528,
      "document.3+3": 2.522,
      "workspace.1+1": 0.725,
      "workspace.2+0": 2.147,
      "workspace.0+2": 1.385,
      "workspace.2+1": 0.665,
      "workspace.1+2": 0.535,
      "workspace.2+2": 1.194,
      "workspace.4+0": 2.559,
      "workspace.0+4": 3.18,
      "workspace.3+3": 3.589
    },
    "elsewhere": {
      "bias": 2.037,
      "logProbability": 0.658
    }
  }
};
