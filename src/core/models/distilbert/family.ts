import { postNormFamily } from "../postNorm/family";
import { type DistilbertConfig, readDistilbertConfig, writeDistilbertConfig } from "./config";
import { distilbertParameters } from "./parameters";

/** Sanh et al. 2019, https://arxiv.org/abs/1910.01108 */
export const DISTILBERT = postNormFamily<DistilbertConfig>(
  {
    architecture: "DistilBertForMaskedLM",
    prefix: "distilbert",
    readConfig: readDistilbertConfig,
    writeConfig: writeDistilbertConfig,
    parameters: distilbertParameters,
  },
  { dropsAttentionOutput: false },
);
