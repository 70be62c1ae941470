import { BASE_MODELS } from "../../core/models/baseModels";
import { parseModelConfig } from "../../core/models/configJson";
import { type ModelConfig, parametersOf } from "../../core/models/families";
import { elementCount } from "../../core/tensor";
import { workGigaflops } from "../../core/training/cost";
import type { BaseModelCost, BaseModelCostParams } from "../../protocol/models";
import { trainingThreads } from "../defaultOptions";
import { kindOf, likelySpeed } from "./speeds";

/** Tokens that the model looks at to fill a mask. */
const FILL_TOKENS = 128;
/** Of the time in float32, in which training computes, what a fill takes in int8. */
const INT8_SHARE = 0.45;

/** What each of the base models that are offered would cost on this machine, at the speed that runs here reached. */
export function baseModelCosts(params: BaseModelCostParams): Promise<BaseModelCost[]> {
  return Promise.all(
    BASE_MODELS.map(async ({ config, ...model }) => ({
      ...model,
      ...(await costOf(parseModelConfig(config, model.repository), params)),
    })),
  );
}

async function costOf(config: ModelConfig, { settings, storage }: BaseModelCostParams) {
  const speed = await likelySpeed(storage, kindOf(config, trainingThreads(settings)));
  const { sequenceLength, maskingProbability, batchSize } = settings;
  const step = { config, sequenceLength, maskingProbability, trained: batchSize, evaluated: 0 };
  const fill = { ...step, sequenceLength: FILL_TOKENS, maskingProbability: 1 / FILL_TOKENS };
  return {
    parameters: parametersOf(config).reduce((sum, { shape }) => sum + elementCount(shape), 0),
    stepSeconds: workGigaflops(step) / speed,
    fillSeconds: (INT8_SHARE * workGigaflops({ ...fill, trained: 0, evaluated: 1 })) / speed,
  };
}
