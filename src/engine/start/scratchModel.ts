import type { ModelConfig } from "../../core/models/families";
import { initialParameters, startFromText } from "../../core/models/initialize";
import type { Tensor } from "../../core/tensor";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { createWordCounter, type WordCounter } from "../../core/tokenizer/wordpiece/countWords";
import { learnVocabulary } from "../../core/tokenizer/wordpiece/learnVocabulary";
import { bertSpec, DEFAULT_NORMALIZER } from "../../core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../../core/tokenizer/wordpiece/wordPieceTokenizer";

/** The size of a model trained from nothing. */
export interface ScratchOptions {
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly lowercase: boolean;
}

const HEAD_SIZE = 64;
const MAX_POSITIONS = 512;

export function scratchWordCounter({ lowercase }: ScratchOptions): WordCounter {
  return createWordCounter({ normalizer: { ...DEFAULT_NORMALIZER, lowercase } });
}

/** A tokenizer with a vocabulary learnt from the words counted. */
export function scratchTokenizer({ counts }: WordCounter, options: ScratchOptions): Tokenizer {
  const vocab = learnVocabulary(counts, { vocabSize: options.vocabSize });
  return createWordPieceTokenizer(bertSpec(vocab, { ...DEFAULT_NORMALIZER, lowercase: options.lowercase }));
}

export function scratchConfig(vocabSize: number, padTokenId: number, options: ScratchOptions): ModelConfig {
  return {
    modelType: "bert",
    vocabSize,
    hiddenSize: options.hiddenSize,
    numHiddenLayers: options.numHiddenLayers,
    numAttentionHeads: options.hiddenSize / HEAD_SIZE,
    intermediateSize: 4 * options.hiddenSize,
    hiddenAct: "gelu",
    firstPosition: 0,
    maxPositions: MAX_POSITIONS,
    typeVocabSize: 2,
    layerNormEps: 1e-12,
    hiddenDropoutProb: 0.1,
    attentionProbsDropoutProb: 0.1,
    padTokenId,
    initializerRange: 0.02,
  };
}

/** Starting values: from the text where it says anything, random otherwise. */
export function scratchParameters(config: ModelConfig, ids: Int32Array, seed: number): Map<string, Tensor> {
  const parameters = initialParameters(config, seed);
  startFromText(config, parameters, ids, seed);
  return parameters;
}
