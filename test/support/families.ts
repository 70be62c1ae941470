import type { ModelConfig, ModelType } from "../../src/core/models/families";
import { TINY } from "./tinyModel";

/** Of a small and a large probability, so that a mask that is forgotten, or applied twice, shows. */
const DROPPING = { hiddenDropoutProb: 0.3, attentionProbsDropoutProb: 0.5 };

/** Folders below test/fixtures with a model and what PyTorch computed for it. */
export const REFERENCES = ["bert-2x32", "bert-3x48-heads3", "distilbert-2x32", "roberta-2x32"] as const;

/** One folder for each family. */
export const ONE_OF_EACH: { readonly [T in ModelType]: string } = {
  bert: "bert-2x32",
  distilbert: "distilbert-2x32",
  roberta: "roberta-2x32",
};

/** A small configuration of each family, with dropout wherever it has a place for it. */
export const TINY_OF_EACH: { readonly [T in ModelType]: Extract<ModelConfig, { modelType: T }> } = {
  bert: { ...TINY, ...DROPPING, modelType: "bert" },
  distilbert: { ...TINY, ...DROPPING, modelType: "distilbert", typeVocabSize: 0 },
  roberta: { ...TINY, ...DROPPING, modelType: "roberta", padTokenId: 1, firstPosition: 2 },
};
