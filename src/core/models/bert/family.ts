import { writeBertFields } from "../postNorm/configJson";
import { postNormFamily } from "../postNorm/family";
import { type BertConfig, readBertConfig } from "./config";
import { bertParameters } from "./parameters";

/** Devlin et al. 2018, https://arxiv.org/abs/1810.04805 */
export const BERT = postNormFamily<BertConfig>(
  {
    architecture: "BertForMaskedLM",
    prefix: "bert",
    readConfig: readBertConfig,
    writeConfig: writeBertFields,
    parameters: bertParameters,
  },
  { dropsAttentionOutput: true },
);
