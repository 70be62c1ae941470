import { encoderCost } from "../cost";
import type { Family } from "../family";
import type { ModernBertConfig } from "./config";
import { readModernBertConfig, writeModernBertConfig } from "./configJson";
import { decodeModernBert, encodeModernBert } from "./encoder";
import { modernBertParameters } from "./parameters";

/** Warner et al. 2024, https://arxiv.org/abs/2412.13663; Ettin's encoders (Weller et al. 2025) are such models. */
export const MODERNBERT: Family<ModernBertConfig> = {
  architecture: "ModernBertForMaskedLM",
  prefix: "model",
  readConfig: readModernBertConfig,
  writeConfig: writeModernBertConfig,
  parameters: modernBertParameters,
  encode: encodeModernBert,
  decode: decodeModernBert,
  cost: (config, sequence) => encoderCost(config, sequence, 3),
};
