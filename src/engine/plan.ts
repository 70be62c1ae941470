import type { ModelConfig } from "../core/models/config";
import { trainingGigaflops } from "../core/training/cost";
import type { TrainingPlan, TrainParams } from "../protocol/training";
import { type CorpusSource, type CorpusSummary, readCorpus, readTokens } from "./corpus";
import { loadModel } from "./loadModel";
import { leftOutCounts } from "./reportStart";
import { corpusSource, scratchOptions, startModel, trainingThreads } from "./runOptions";
import { scratchConfig } from "./scratchModel";
import { unfinishedRun } from "./unfinishedRun";
import { chosen, USUAL } from "./usualOptions";

/** Of one thread of a recent desktop processor, over a whole training step; an estimate is all that it is for. */
const GIGAFLOPS_PER_THREAD = 40;
const CHARACTERS_PER_TOKEN = 4;

/** Reads the folders and estimates how long training on them takes. Throws a Fault "no-text" when there is nothing. */
export async function planTraining(params: TrainParams, signal: AbortSignal): Promise<TrainingPlan> {
  const { summary, tokens, config } = await survey(params, signal);
  const { files, characters } = summary;
  const unfinished = await unfinishedRun(params.storage);
  return {
    files,
    characters,
    leftOut: leftOutCounts(summary),
    estimatedSeconds: estimateSeconds(params, config, tokens),
    ...(unfinished && { unfinished }),
  };
}

interface Survey {
  readonly summary: CorpusSummary;
  readonly tokens: number;
  readonly config: ModelConfig;
}

/** With a model the text is tokenised at once, which the training then need not do again. */
async function survey(params: TrainParams, signal: AbortSignal): Promise<Survey> {
  const source = corpusSource(params);
  const model = startModel(params);
  if (model !== undefined) return surveyTokens(source, model, signal);
  const summary = await readCorpus(source, () => {}, signal);
  const scratch = scratchOptions(params.settings);
  const tokens = Math.ceil(summary.characters / CHARACTERS_PER_TOKEN);
  return { summary, tokens, config: scratchConfig(scratch.vocabSize, 0, scratch) };
}

async function surveyTokens(source: CorpusSource, model: string, signal: AbortSignal): Promise<Survey> {
  const { config, tokenizer } = await loadModel(model);
  let tokens = 0;
  const count = (_place: unknown, ids: Int32Array) => {
    tokens += ids.length;
  };
  return { summary: await readTokens(source, tokenizer, count, signal), tokens, config };
}

function estimateSeconds(params: TrainParams, config: ModelConfig, tokens: number): number {
  const { settings } = params;
  const { sequenceLength, maskingProbability } = settings;
  const fromScratch = startModel(params) === undefined;
  const sequences = Math.ceil((tokens * (1 - USUAL.validationSplit)) / sequenceLength);
  const { epochs } = chosen(settings, { fromScratch, hiddenSize: config.hiddenSize, sequences });
  const gigaflops = epochs * sequences * trainingGigaflops(config, sequenceLength, maskingProbability);
  return gigaflops / (GIGAFLOPS_PER_THREAD * trainingThreads(settings));
}
