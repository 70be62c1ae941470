import type { Evaluation } from "../../core/training/evaluation";
import type { Position, StepEvent } from "../../core/training/train";
import type { SampleResult } from "../../protocol/report";
import { addLoss } from "../runs/lossCurve";
import { type BestModel, type RunRecord, withEvaluation } from "../runs/record";

/** Milliseconds between two reports while no epoch ends. */
const REPORT_INTERVAL = 2_000;
/** Milliseconds: checkpoints and samples at the ends of epochs are not made more often. */
const EPOCH_INTERVAL = 10_000;
/** Of the time, what writing checkpoints may take where a person did not ask for one after every step. */
const SAVING_SHARE = 0.03;

/** How far a run is; its parameters are elsewhere. */
export interface RunProgress {
  readonly record: RunRecord;
  /** Of the last evaluation after a step. */
  readonly last?: Evaluation;
  /** Whether steps were taken since the last evaluation. */
  readonly unmeasured: boolean;
  /** When the last checkpoint, report and samples were made, in milliseconds of one clock. */
  readonly savedAt: number;
  readonly reportedAt: number;
  readonly sampledAt: number;
  /** Milliseconds that writing the last checkpoint took. */
  readonly savingTook: number;
}

/** What the course of a run depends on besides what happens. */
export interface RunRules {
  /** Whether the model of the first step knows nothing, so that whatever was learnt is better. */
  readonly fromScratch: boolean;
  /** 0 saves a checkpoint after every step. */
  readonly checkpointMinutes: number;
}

/** What happens to a run. */
export type RunEvent =
  | { readonly type: "resumed"; readonly record: RunRecord }
  | { readonly type: "step"; readonly event: StepEvent; readonly tokensPerSecond: number }
  /** After an epoch; before training it is 0. */
  | {
      readonly type: "evaluation";
      readonly evaluation: Evaluation;
      readonly epoch: number;
      readonly position: Position;
    }
  /** What a stop left half way was evaluated. */
  | { readonly type: "measured"; readonly evaluation: Evaluation }
  /** The held-out masks have changed, and the models were evaluated on the new ones. */
  | {
      readonly type: "remeasured";
      readonly before: Evaluation | undefined;
      readonly best: Evaluation | undefined;
    }
  | { readonly type: "bestSaved"; readonly best: BestModel }
  /** A checkpoint was written. */
  | { readonly type: "saved"; readonly milliseconds: number }
  | { readonly type: "sampled"; readonly samples: readonly SampleResult[] };

/** What to do next; a `bestSaved` answers `saveBest`, a `sampled` answers `sample`, a `saved` answers `checkpoint`. */
export type Effect =
  | { readonly do: "saveBest"; readonly epoch: number; readonly evaluation: Evaluation }
  | { readonly do: "sample" }
  | { readonly do: "checkpoint" }
  | { readonly do: "report"; readonly toFile: boolean };

export interface Next {
  readonly progress: RunProgress;
  readonly effects: readonly Effect[];
}

/** @param now milliseconds of the clock of `savedAt` */
export function firstProgress(record: RunRecord, now: number): RunProgress {
  return { record, unmeasured: false, savedAt: now, reportedAt: now, sampledAt: 0, savingTook: 0 };
}

/** The progress after something happened, and what to do about it, in this order: a pure function. */
export function advance(progress: RunProgress, event: RunEvent, rules: RunRules, now: number): Next {
  switch (event.type) {
    case "resumed":
      return { progress: resumed(progress, event.record), effects: [] };
    case "step":
      return afterStep(progress, event, rules, now);
    case "evaluation":
      return afterEvaluation(progress, event, rules, now);
    case "measured":
      return measured(progress, event.evaluation, rules, now);
    case "remeasured":
      return { progress: remeasured(progress, event), effects: [] };
    case "bestSaved":
      return { progress: withRecord(progress, { best: event.best, withoutGain: 0 }), effects: [] };
    case "saved":
      return { progress: { ...progress, savedAt: now, savingTook: event.milliseconds }, effects: [] };
    case "sampled": {
      const report = { ...progress.record.report, samples: event.samples };
      return { progress: { ...withRecord(progress, { report }), sampledAt: now }, effects: [] };
    }
  }
}

function withRecord(progress: RunProgress, change: Partial<RunRecord>): RunProgress {
  return { ...progress, record: { ...progress.record, ...change } };
}

function resumed(progress: RunProgress, record: RunRecord): RunProgress {
  const last = record.best?.evaluation;
  return { ...progress, record, unmeasured: record.position.step > 0, ...(last && { last }) };
}

function afterStep(
  progress: RunProgress,
  { event, tokensPerSecond }: Extract<RunEvent, { type: "step" }>,
  { checkpointMinutes }: RunRules,
  now: number,
): Next {
  const { record } = progress;
  const { step, totalSteps, position } = event;
  const report = { ...record.report, step, totalSteps, tokensPerSecond };
  const changed = withRecord(progress, { position, curve: addLoss(record.curve, event), report });
  const isCheckpointDue = isDue(progress, checkpointMinutes * 60_000, now);
  const isReportDue = now - progress.reportedAt >= REPORT_INTERVAL;
  return {
    progress: {
      ...changed,
      unmeasured: true,
      ...(isCheckpointDue && { savedAt: now }),
      ...(isReportDue && { reportedAt: now }),
    },
    effects: [
      ...(isCheckpointDue ? [{ do: "checkpoint" } as const] : []),
      ...(isReportDue ? [{ do: "report", toFile: false } as const] : []),
    ],
  };
}

/** Whether a checkpoint is due where `interval` milliseconds lie between two; more where writing one takes long. */
function isDue({ savedAt, savingTook }: RunProgress, interval: number, now: number): boolean {
  const least = interval > 0 ? savingTook / SAVING_SHARE : 0;
  return now - savedAt >= Math.max(interval, least);
}

function afterEvaluation(
  progress: RunProgress,
  { evaluation, epoch, position }: Extract<RunEvent, { type: "evaluation" }>,
  rules: RunRules,
  now: number,
): Next {
  const placed = withRecord(progress, { position, ...(epoch === 0 && { before: evaluation }) });
  const compared: Next =
    epoch === 0 ? { progress: placed, effects: [] } : compare(placed, evaluation, epoch, rules, now);
  const interval = Math.min(EPOCH_INTERVAL, rules.checkpointMinutes * 60_000);
  const isCheckpointDue = epoch > 0 && isDue(progress, interval, now);
  return {
    progress: {
      ...noted(compared.progress, evaluation, epoch),
      ...(isCheckpointDue && { savedAt: now }),
      reportedAt: now,
    },
    effects: [
      ...compared.effects,
      ...(isCheckpointDue ? [{ do: "checkpoint" } as const] : []),
      { do: "report", toFile: true },
    ],
  };
}

function measured(progress: RunProgress, evaluation: Evaluation, rules: RunRules, now: number): Next {
  const { epoch } = progress.record.position;
  const compared = compare(progress, evaluation, epoch, rules, now);
  return { ...compared, progress: noted(compared.progress, evaluation, epoch) };
}

/** Compares the model with the best so far; a better one is saved. */
function compare(
  progress: RunProgress,
  evaluation: Evaluation,
  epoch: number,
  { fromScratch }: RunRules,
  now: number,
): Next {
  const { before, best, withoutGain } = progress.record;
  const changed = { ...progress, last: evaluation, unmeasured: false };
  const toBeat = best?.evaluation ?? (fromScratch ? undefined : before);
  if (!Number.isFinite(evaluation.loss) || evaluation.loss >= (toBeat?.loss ?? Number.POSITIVE_INFINITY)) {
    return { progress: withRecord(changed, { withoutGain: withoutGain + 1 }), effects: [] };
  }
  const isSampleDue = now - progress.sampledAt >= EPOCH_INTERVAL;
  const effects: Effect[] = [{ do: "saveBest", epoch, evaluation }];
  return { progress: changed, effects: isSampleDue ? [...effects, { do: "sample" }] : effects };
}

/** With the evaluation in the report. */
function noted(progress: RunProgress, evaluation: Evaluation, epoch: number): RunProgress {
  const { step } = progress.record.report;
  return { ...progress, record: withEvaluation(progress.record, evaluation, { epoch, step }) };
}

function remeasured(
  progress: RunProgress,
  { before, best: bestNow }: Extract<RunEvent, { type: "remeasured" }>,
): RunProgress {
  const { before: _before, best, ...rest } = progress.record;
  const bestAnew = best && bestNow && { ...best, evaluation: bestNow };
  const record: RunRecord = {
    ...rest,
    withoutGain: 0,
    ...(before && { before }),
    ...(bestAnew && { best: bestAnew }),
    report: { ...rest.report, evaluations: [] },
  };
  const first = before ? withEvaluation(record, before, { epoch: 0, step: 0 }) : record;
  const { step } = record.report;
  return {
    ...progress,
    record: bestAnew ? withEvaluation(first, bestAnew.evaluation, { epoch: bestAnew.epoch, step }) : first,
  };
}
