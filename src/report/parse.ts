import * as v from "valibot";
import type { TrainingReport } from "../protocol/report";

const evaluation = v.object({
  epoch: v.number(),
  step: v.number(),
  loss: v.number(),
  perplexity: v.number(),
  top1: v.number(),
  top5: v.number(),
  masks: v.number(),
});

const found = v.optional(
  v.object({ words: v.number(), files: v.number(), first: v.number(), amongFive: v.number() }),
);

const fills = v.array(v.object({ word: v.string(), probability: v.number() }));

const sentence: v.GenericSchema<NonNullable<TrainingReport["failure"]>> = v.object({
  template: v.string(),
  parts: v.array(v.union([v.string(), v.number(), v.lazy(() => sentence)])),
});

const REPORT = v.object({
  version: v.literal(1),
  run: v.string(),
  startedAt: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text))),
  ),
  seconds: v.number(),
  status: v.picklist(["running", "finished", "stopped", "failed"] satisfies TrainingReport["status"][]),
  endedBecause: v.optional(v.string()),
  failure: v.optional(sentence),
  fallback: v.optional(sentence),
  model: v.object({
    base: v.optional(v.string()),
    newWords: v.array(v.string()),
    architecture: v.string(),
    parameters: v.number(),
  }),
  settings: v.object({
    epochs: v.number(),
    patience: v.number(),
    learningRate: v.number(),
    batchSize: v.number(),
    sequenceLength: v.number(),
    maskingProbability: v.number(),
    wholeWord: v.boolean(),
    newWords: v.number(),
    fromScratch: v.boolean(),
    threads: v.number(),
    device: v.optional(v.string()),
    seed: v.number(),
    include: v.array(v.string()),
    exclude: v.array(v.string()),
  }),
  computing: v.optional(v.object({ threads: v.number(), sequencesAtOnce: v.number() })),
  corpus: v.object({
    files: v.number(),
    heldOutFiles: v.number(),
    characters: v.number(),
    tokens: v.number(),
    leftOut: v.array(v.object({ reason: v.string(), files: v.number() })),
  }),
  step: v.number(),
  totalSteps: v.number(),
  tokensPerSecond: v.optional(v.number()),
  losses: v.array(v.object({ step: v.number(), loss: v.number(), learningRate: v.number() })),
  evaluations: v.array(evaluation),
  samples: v.array(
    v.object({ sentence: v.string(), hidden: v.string(), before: fills, after: v.optional(fills) }),
  ),
  kept: v.optional(v.string()),
  words: v.optional(
    v.object({
      before: found,
      after: found,
      inUse: found,
      files: v.array(v.string()),
      isChosenOnThem: v.boolean(),
      languages: v.array(v.object({ language: v.string(), before: found, after: found })),
    }),
  ),
});

/** The report that `text` holds as JSON; undefined where it holds none, or one of another version. */
export function parseReport(text: string): TrainingReport | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const { success } = v.safeParse(REPORT, found, { abortEarly: true });
    return success ? (found as TrainingReport) : undefined;
  } catch {
    return undefined;
  }
}
