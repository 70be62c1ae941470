import type { Evaluation } from "../../core/training/evaluation";
import { toErrorData } from "../../protocol/errors";
import type { TrainingReport } from "../../protocol/report";
import type { Model } from "../models/loadModel";

/** How a run ended. */
export interface RunOutcome {
  readonly status: "finished" | "stopped" | "suspended" | "failed";
  /** Why it ended before its last epoch, in one sentence. */
  readonly endedBecause?: string;
  /** Steps done in the last schedule. */
  readonly steps: number;
  /** Whether the parameters in the task's state were never evaluated. */
  readonly unmeasured: boolean;
  /** Of the model of the first step. */
  readonly before?: Evaluation;
  /** Of the best model, or of the last one where none is better than the one to start from. */
  readonly after?: Evaluation;
  /** The model to keep; undefined where none is better than the one to start from. */
  readonly model?: Model;
  readonly failure?: unknown;
  readonly report: TrainingReport;
}

/** What is known of a run that ends, apart from how it ends. */
export type RunFigures = Pick<RunOutcome, "unmeasured" | "before" | "after" | "report">;

export type RunEnd = Pick<RunOutcome, "status" | "endedBecause" | "failure" | "model">;

/** The outcome of a run, with a report that says how it ended. */
export function outcomeOf(figures: RunFigures, end: RunEnd): RunOutcome {
  const { status, endedBecause } = end;
  const report: TrainingReport = {
    ...figures.report,
    status: status === "suspended" ? "running" : status,
    ...(endedBecause && { endedBecause }),
    ...(end.failure !== undefined && { failure: toErrorData(end.failure).sentence }),
    ...(status === "suspended" ? {} : { kept: end.model ? "tuned" : "base" }),
  };
  return { ...figures, ...end, steps: report.step, report };
}

/** The outcome of a run whose model could not be kept. */
export function failedToKeep(outcome: RunOutcome, failure: unknown): RunOutcome {
  const { model: _model, ...rest } = outcome;
  const endedBecause = sentenceOf(failure);
  const { sentence } = toErrorData(failure);
  const report = {
    ...outcome.report,
    status: "failed",
    endedBecause,
    failure: sentence,
    kept: "base",
  } as const;
  return { ...rest, status: "failed", endedBecause, failure, report };
}

/** What went wrong, in words for a person. */
export function sentenceOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
