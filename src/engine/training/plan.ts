import type { ModelConfig } from "../../core/models/families";
import { workGigaflops } from "../../core/training/cost";
import type { TrainingPlan, TrainParams } from "../../protocol/training";
import { leftOutCounts } from "../corpus/leftOutCounts";
import { type CorpusSource, type CorpusSummary, readCorpus, readTokens } from "../corpus/readCorpus";
import { workspaceCorpus } from "../corpus/workspaceCorpus";
import { DEFAULTS, resolveOptions, trainingThreads } from "../defaultOptions";
import { loadModel } from "../models/loadModel";
import { modelInUse } from "../models/storedModels";
import { unfinishedRun } from "../runs/unfinished";
import { scratchConfig } from "../start/scratchModel";
import { baseFolder, scratchOptions } from "../start/startOptions";
import { expectedSpeed, kindOf } from "./speeds";

const CHARACTERS_PER_TOKEN = 4;

/** Reads the folders and estimates how long training on them takes. Throws a Fault "no-text" when there is nothing. */
export async function planTraining(params: TrainParams, signal: AbortSignal): Promise<TrainingPlan> {
  const { summary, tokens, config } = await survey(params, signal);
  const { files, characters } = summary;
  const unfinished = await unfinishedRun(params.storage);
  const inUse = baseFolder(params) === undefined ? undefined : await modelInUse(params.storage);
  return {
    files,
    characters,
    leftOut: leftOutCounts(summary),
    ...(await estimate(params, config, tokens)),
    ...(unfinished && { unfinished }),
    ...(inUse && { inUse }),
  };
}

interface Survey {
  readonly summary: CorpusSummary;
  readonly tokens: number;
  readonly config: ModelConfig;
}

/** With a model the text is tokenised right away, so that training need not do it again. */
async function survey(params: TrainParams, signal: AbortSignal): Promise<Survey> {
  const source = workspaceCorpus(params);
  const model = baseFolder(params);
  if (model !== undefined) return surveyTokens(source, model, signal);
  const { summary } = await readCorpus(source, () => {}, signal);
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
  const { summary } = await readTokens(source, tokenizer, count, signal);
  return { summary, tokens, config };
}

interface Estimate {
  readonly estimatedSeconds: number;
  readonly mayEndSooner: boolean;
}

/** The time of all epochs and their evaluations, at the speed of the last run like it. */
async function estimate(params: TrainParams, config: ModelConfig, tokens: number): Promise<Estimate> {
  const { settings, storage } = params;
  const { sequenceLength, maskingProbability, patience } = settings;
  const fromScratch = baseFolder(params) === undefined;
  const all = Math.ceil(tokens / sequenceLength);
  const sequences = Math.ceil(all * (1 - DEFAULTS.validationSplit));
  const heldOut = Math.min(all - sequences, DEFAULTS.maxEvalSequences);
  const { epochs } = resolveOptions(settings, { fromScratch, hiddenSize: config.hiddenSize, sequences });
  const trained = epochs * sequences;
  const evaluated = (epochs + 1) * heldOut;
  const device = settings.device === "cpu" ? "cpu" : "webgpu";
  const like = kindOf(config, trainingThreads(settings), device);
  const gigaflops = workGigaflops({ config, sequenceLength, maskingProbability, trained, evaluated });
  return {
    estimatedSeconds: gigaflops / (await expectedSpeed(storage, like)),
    mayEndSooner: patience > 0 && patience < epochs,
  };
}
