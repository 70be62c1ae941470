import { createHash } from "node:crypto";
import { Fault } from "../core/errors";
import { toConfigJson } from "../core/models/configJson";
import type { Evaluation } from "../core/training/evaluation";
import type { Sequences } from "../core/training/sequences";
import type { Position, TrainingOptions, TrainingTask } from "../core/training/train";
import { tokenizerFingerprint } from "../node/corpus/tokenizerFingerprint";
import type { TrainingReport } from "../protocol/report";
import type { Model } from "./loadModel";
import type { LossCurve } from "./runReport";

/** What a run is made of: a run that is resumed must find the same again, or adapt. */
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

/** What a checkpoint holds beside parameters and moments; plain data. */
export interface RunRecord {
  readonly version: 1;
  readonly identity: RunIdentity;
  readonly position: Position;
  /** Of the model it started from. */
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

function modelFingerprint({ config, tokenizer, parameters }: Model): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(toConfigJson(config, "float32")));
  hash.update(tokenizerFingerprint(tokenizer.spec));
  for (const name of [...parameters.keys()].sort()) {
    hash.update(name);
    const data = parameters.get(name)?.data;
    if (data) hash.update(bytesOf(data));
  }
  return hash.digest("hex");
}

function dataFingerprint(...parts: readonly Sequences[]): string {
  const hash = createHash("sha256");
  for (const { ids, bounds } of parts) {
    const first = bounds[0] ?? 0;
    hash.update(bytesOf(ids.subarray(first, bounds.at(-1))));
    hash.update(bytesOf(Int32Array.from(bounds, (bound) => bound - first)));
  }
  return hash.digest("hex");
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Checks what was read of a checkpoint. Throws a Fault `bad-model` for the record of another program. */
export function parseRecord(value: unknown, checkpoint: string): RunRecord {
  const record = value as Partial<RunRecord> | null;
  const { epoch, step, updates } = record?.position ?? {};
  const isPosition = [epoch, step, updates].every(
    (count) => Number.isSafeInteger(count) && Number(count) >= 0,
  );
  if (record?.version === 1 && record.identity && record.report && record.curve && isPosition) {
    return record as RunRecord;
  }
  throw new Fault("bad-model", `${checkpoint} was written by another version of this program; start anew.`);
}

/** How a run goes on that finds something else than when it was interrupted. */
export interface Adapted {
  readonly position: Position;
  /** Whether the held-out masks are others, so that earlier figures do not compare. */
  readonly remeasure: boolean;
  /** What changed and what is done about it, one sentence each. */
  readonly changes: readonly string[];
}

/** Options that decide which sequences and masks a step sees. */
const ORDERING: readonly (keyof TrainingOptions)[] = [
  "batchSize",
  "gradientAccumulationSteps",
  "masking",
  "seed",
  "maxEvalSequences",
];

/** Throws a Fault `bad-model` when the model to start from has become another one. */
export function adapt({ identity, position }: RunRecord, now: RunIdentity): Adapted {
  if (identity.model !== now.model) {
    throw new Fault(
      "bad-model",
      "The unfinished run cannot be resumed: the model that it started from, or its tokenizer, has changed since; start anew.",
    );
  }
  const changed = changedOptions(identity.options, now.options);
  const newText = identity.data !== now.data;
  const remeasure = newText || changed.some((name) => ORDERING.includes(name));
  const from = remeasure ? `from the beginning of epoch ${position.epoch}` : "from where it was";
  const changes = [
    ...(newText ? ["The text has changed since the run was interrupted"] : []),
    ...changed.map(
      (name) => `${name} is now ${text(now.options[name])}, was ${text(identity.options[name])}`,
    ),
  ].map((what) => `${what}: training goes on with what was learnt, ${from}.`);
  return { position: remeasure ? { ...position, step: 0, lossSum: 0 } : position, remeasure, changes };
}

function changedOptions(before: TrainingOptions, now: TrainingOptions): (keyof TrainingOptions)[] {
  const names = Object.keys(now) as (keyof TrainingOptions)[];
  return names.filter((name) => text(before[name]) !== text(now[name]));
}

const text = (value: unknown): string => JSON.stringify(value);
