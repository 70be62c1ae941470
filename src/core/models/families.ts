import type { BertConfig } from "./bert/config";
import { BERT } from "./bert/family";
import type { DistilbertConfig } from "./distilbert/config";
import { DISTILBERT } from "./distilbert/family";
import type { Family } from "./family";
import type { ModernBertConfig } from "./modernbert/config";
import { MODERNBERT } from "./modernbert/family";
import { type Parameter, parametersIn, type Role } from "./parameters";
import type { RobertaConfig } from "./roberta/config";
import { ROBERTA } from "./roberta/family";

/** What a forward function needs to know. */
export type ModelConfig = BertConfig | DistilbertConfig | ModernBertConfig | RobertaConfig;

/** As `model_type` in a `config.json`. */
export type ModelType = ModelConfig["modelType"];

/** Every kind of model; one that `ModelConfig` names and that is missing here does not compile. */
export const FAMILIES: { readonly [T in ModelType]: Family<Extract<ModelConfig, { modelType: T }>> } = {
  bert: BERT,
  distilbert: DISTILBERT,
  modernbert: MODERNBERT,
  roberta: ROBERTA,
};

export const familyOf = ({ modelType }: Pick<ModelConfig, "modelType">): Family<ModelConfig> =>
  FAMILIES[modelType];

/**
 * The parameters of a masked language model in the order in which Transformers' class declares them. What is tied to
 * another parameter, as the decoder's weight to the word embedding, is not listed.
 */
export function parametersOf(config: ModelConfig): Parameter[] {
  return parametersIn(familyOf(config).parameters(config));
}

/** The parameter that has a role which only one can have; undefined where the model has none. */
export function parameterOf(config: ModelConfig, role: Role): Parameter | undefined {
  return parametersOf(config).find((parameter) => parameter.role === role);
}
