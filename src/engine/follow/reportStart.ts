import type { Sentence } from "../../core/sentence";
import { elementCount } from "../../core/tensor";
import { PART_BYTES, partSize } from "../../core/training/parts";
import type { TrainingReport } from "../../protocol/report";
import type { TrainingSettings } from "../../protocol/training";
import { leftOutCounts } from "../corpus/leftOutCounts";
import type { PreparedData } from "../corpus/prepareData";
import type { Model } from "../models/loadModel";

export interface ReportStart {
  readonly run: string;
  readonly model: Model;
  /** The folder of the model to start from; undefined for a new one. */
  readonly base: string | undefined;
  readonly newWords: readonly string[];
  /** With the number of threads in force. */
  readonly settings: TrainingSettings;
  readonly data: PreparedData;
  /** Why the processor trains in place of a GPU. */
  readonly fallback?: Sentence | undefined;
}

/** The report of a run that has not taken a step. */
export function newReport(start: ReportStart): TrainingReport {
  const { run, model, base, newWords, settings, data, fallback } = start;
  const parameters = [...model.parameters.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const { files, characters } = data.summary;
  return {
    version: 1,
    run,
    startedAt: new Date().toISOString(),
    seconds: 0,
    status: "running",
    ...(fallback && { fallback }),
    model: {
      ...(base === undefined ? {} : { base }),
      newWords,
      architecture: model.config.modelType,
      parameters,
    },
    settings,
    computing: { threads: settings.threads, sequencesAtOnce: sequencesAtOnce(model, settings) },
    corpus: {
      files,
      heldOutFiles: data.heldOutFiles.length,
      characters,
      tokens: data.tokens,
      leftOut: leftOutCounts(data.summary),
    },
    step: 0,
    totalSteps: 0,
    losses: [],
    evaluations: [],
    samples: [],
  };
}

function sequencesAtOnce(
  { config }: Model,
  { batchSize, sequenceLength, maskingProbability, threads }: TrainingSettings,
): number {
  const rule = { config, mlmProbability: maskingProbability, partBytes: PART_BYTES, threads };
  return partSize(rule, batchSize, sequenceLength);
}
