import * as v from "valibot";
import { Fault } from "../../core/errors";
import { count, fields, plainObject } from "../../core/json/schemas";
import type { Model } from "../../core/models/model";
import { sentence } from "../../core/sentence";
import type { Evaluation } from "../../core/training/evaluation";
import { type Position, START, type TrainingOptions, type TrainingTask } from "../../core/training/train";
import type { TrainingReport } from "../../protocol/report";
import { dataFingerprint, modelFingerprint } from "./fingerprints";
import { type LossCurve, NO_LOSSES, pointOf } from "./lossCurve";

/** What a run consists of: a resumed run must find the same again, or adapt. */
export interface RunIdentity {
  /** Hashes of the model it started from, with its tokenizer, and of the sequences. */
  readonly model: string;
  readonly data: string;
  readonly options: TrainingOptions;
}

/** The best model so far on held-out text. */
export interface BestModel {
  /** Its folder's name in the run's folder. */
  readonly name: string;
  readonly epoch: number;
  readonly evaluation: Evaluation;
}

/** What a checkpoint holds besides parameters and moments; plain data. */
export interface RunRecord {
  readonly version: 1;
  readonly identity: RunIdentity;
  readonly position: Position;
  /** Of the model of its first step. */
  readonly before?: Evaluation;
  readonly best?: BestModel;
  /** Evaluations in a row that brought no gain. */
  readonly withoutGain: number;
  readonly curve: LossCurve;
  /** Without its losses, which are the curve's points. */
  readonly report: TrainingReport;
}

export function identityOf(start: Model, { train, validation, options }: TrainingTask): RunIdentity {
  return { model: modelFingerprint(start), data: dataFingerprint(train, validation), options };
}

/** The record of a run that has done nothing yet. */
export function firstRecord(identity: RunIdentity, report: TrainingReport): RunRecord {
  return { version: 1, identity, position: START, withoutGain: 0, curve: NO_LOSSES, report };
}

/** The record with one more evaluation in its report; unchanged if the loss is not finite, which JSON cannot express. */
export function withEvaluation(
  record: RunRecord,
  evaluation: Evaluation,
  at: { readonly epoch: number; readonly step: number },
): RunRecord {
  if (!Number.isFinite(evaluation.loss)) return record;
  const { report } = record;
  const evaluations = [...report.evaluations, { ...pointOf(evaluation), ...at }];
  return { ...record, report: { ...report, evaluations } };
}

const RECORD = fields({
  version: v.literal(1),
  identity: plainObject,
  position: fields({ epoch: count, step: count, updates: count, partBytes: v.optional(count) }),
  curve: plainObject,
  report: plainObject,
});

/** Checks a record read from a checkpoint. Throws a Fault `bad-model` for one of another version. */
export function parseRecord(value: unknown, checkpoint: string): RunRecord {
  const { success } = v.safeParse(RECORD, value, { abortEarly: true });
  if (success) return value as RunRecord;
  throw new Fault(
    "bad-model",
    sentence`${checkpoint} was written by another version of this program; start anew.`,
  );
}
