import type { Sentence } from "../core/sentence";
import type { ComparedWords, Kept, LeftOutCount, TrainingSettings } from "./training";
import type { WordsFound } from "./words";

export { MASK } from "../core/masks";

/** The story of a training run from its beginning: `report.json` in the run's folder, and the report page's data. */
export interface TrainingReport {
  readonly version: 1;
  /** The run's name in the model store. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Of work, over all interruptions; pauses do not count. */
  readonly seconds: number;
  readonly status: "running" | "finished" | "stopped" | "failed";
  /** Why it ended before its last epoch, in one sentence for a person: no gain for some epochs, a stop, an error. */
  readonly endedBecause?: string;
  /** What went wrong where it failed, to be told in another language; absent in the reports of earlier versions. */
  readonly failure?: Sentence;
  /** Why the processor trains, or trained on, in place of a GPU. */
  readonly fallback?: Sentence;
  readonly model: ReportedModel;
  readonly settings: TrainingSettings;
  /** Absent in the reports of earlier versions. */
  readonly computing?: ReportedComputing;
  readonly corpus: ReportedCorpus;
  /** Optimiser steps done, and planned in all. */
  readonly step: number;
  readonly totalSteps: number;
  readonly tokensPerSecond?: number;
  /** The training loss by step, thinned to at most a thousand points. */
  readonly losses: readonly LossPoint[];
  /** On the same hidden tokens of held-out text each time; the first is that of the model of the first step. */
  readonly evaluations: readonly EvaluationPoint[];
  /** Sentences of held-out files with one word hidden. */
  readonly samples: readonly SampleResult[];
  /** What became of the model; absent during the run. */
  readonly kept?: Kept;
  /** How good it is; absent during the run, if nothing is held out, and in reports of earlier versions. */
  readonly words?: ReportedWords;
}

export interface ReportedWords extends ComparedWords {
  /** The files in which the words were hidden, from their folders. */
  readonly files: readonly string[];
  /** Whether the best model was chosen on the same text, as there is too little of it. */
  readonly isChosenOnThem: boolean;
  /** The one with the most words first. */
  readonly languages: readonly LanguageWords[];
}

export interface LanguageWords {
  /** For a person: `TypeScript`, `Markdown`. */
  readonly language: string;
  readonly before?: WordsFound;
  readonly after?: WordsFound;
}

export interface ReportedModel {
  /** Absolute path of the folder it started from; absent when it started from nothing. */
  readonly base?: string;
  /** Words of the text that its vocabulary was given for this run, the most useful first. */
  readonly newWords: readonly string[];
  /** As `model_type` in its config.json. */
  readonly architecture: string;
  readonly parameters: number;
}

/** What the bits of a run depend on besides its seed. */
export interface ReportedComputing {
  readonly threads: number;
  /** A batch is summed over runs of the graph with so many sequences at most. */
  readonly sequencesAtOnce: number;
}

export interface ReportedCorpus {
  /** Read, held-out ones included. */
  readonly files: number;
  readonly heldOutFiles: number;
  /** UTF-16 units of text. */
  readonly characters: number;
  readonly tokens: number;
  readonly leftOut: readonly LeftOutCount[];
}

export interface LossPoint {
  readonly step: number;
  /** Mean over the masked tokens since the point before, in nats. */
  readonly loss: number;
  readonly learningRate: number;
}

/** How well a model predicts hidden tokens of held-out text, as a point of a curve. */
export interface EvaluationPoint {
  /** 0 before training. */
  readonly epoch: number;
  readonly step: number;
  /** Mean negative log-likelihood of a hidden token, in nats. */
  readonly loss: number;
  readonly perplexity: number;
  /** Shares between 0 and 1. */
  readonly top1: number;
  readonly top5: number;
  readonly masks: number;
}

export interface SampleResult {
  /** With one `MASK`. */
  readonly sentence: string;
  readonly hidden: string;
  /** The best words, best first; before training and with the best model so far. */
  readonly before: readonly SampleFill[];
  readonly after?: readonly SampleFill[];
}

export interface SampleFill {
  readonly word: string;
  /** Between 0 and 1. */
  readonly probability: number;
}
