import { REASONS } from "../core/corpus/verdict";
import type { ModelConfig } from "../core/models/config";
import { trainingGigaflops } from "../core/training/cost";
import { bundledModel } from "../node/bundledModel";
import type { TrainingPlan, TrainingSettings, TrainParams } from "../protocol/training";
import { readCorpus } from "./corpus";
import { loadModel } from "./loadModel";
import { corpusOptions, scratchOptions, trainingThreads } from "./runOptions";
import { scratchConfig } from "./scratchModel";

/** Of one thread of a recent desktop processor, over a whole training step; an estimate is all that it is for. */
const GIGAFLOPS_PER_THREAD = 40;
const CHARACTERS_PER_TOKEN = 4;

/** Reads the folders and estimates how long training on them takes. Throws a Fault "no-text" when there is nothing. */
export async function planTraining(params: TrainParams, signal: AbortSignal): Promise<TrainingPlan> {
  const { roots, settings } = params;
  const summary = await readCorpus({ folders: roots, corpus: corpusOptions(settings) }, () => {}, signal);
  const { files, characters, leftOut } = summary;
  const counts = [...leftOut].map(([reason, count]) => ({ reason: REASONS[reason], files: count }));
  return {
    files,
    characters,
    leftOut: counts.sort((a, b) => b.files - a.files),
    estimatedSeconds: estimateSeconds(await plannedConfig(params), settings, characters),
  };
}

async function plannedConfig({ base, settings }: TrainParams): Promise<ModelConfig> {
  const model = base ?? bundledModel();
  if (model !== undefined) return (await loadModel(model)).config;
  const scratch = scratchOptions(settings);
  return scratchConfig(scratch.vocabSize, 0, scratch);
}

function estimateSeconds(config: ModelConfig, settings: TrainingSettings, characters: number): number {
  const { sequenceLength, maskingProbability, epochs } = settings;
  const sequences = Math.ceil(characters / CHARACTERS_PER_TOKEN / sequenceLength);
  const gigaflops = epochs * sequences * trainingGigaflops(config, sequenceLength, maskingProbability);
  return gigaflops / (GIGAFLOPS_PER_THREAD * trainingThreads(settings));
}
