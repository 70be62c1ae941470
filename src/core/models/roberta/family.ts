import { writeBertFields } from "../postNorm/configJson";
import { postNormFamily } from "../postNorm/family";
import { type RobertaConfig, readRobertaConfig } from "./config";
import { robertaParameters } from "./parameters";

/** Liu et al. 2019, https://arxiv.org/abs/1907.11692; CodeBERT and CodeBERTa are such models. */
export const ROBERTA = postNormFamily<RobertaConfig>(
  {
    architecture: "RobertaForMaskedLM",
    prefix: "roberta",
    readConfig: readRobertaConfig,
    writeConfig: writeBertFields,
    parameters: robertaParameters,
  },
  { dropsAttentionOutput: true, headActivation: "gelu" },
);
