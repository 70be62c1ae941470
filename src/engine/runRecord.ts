import { createHash } from "node:crypto";
import { Fault } from "../core/errors";
import { toConfigJson } from "../core/models/configJson";
import type { Evaluation } from "../core/training/evaluation";
import type { Sequences } from "../core/training/sequences";
import type { Position, TrainingOptions, TrainingTask } from "../core/training/train";
import { tokenizerFingerprint } from "../node/corpus/tokenizerFingerprint";
import type { TrainingReport } from "../protocol/report";
import type { RunChange, TrainingSettings } from "../protocol/training";
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

export function dataFingerprint(...parts: readonly Sequences[]): string {
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
  readonly changes: readonly RunChange[];
}

/** Options that decide which sequences and masks a step sees. */
const ORDERING: readonly (keyof TrainingOptions)[] = [
  "batchSize",
  "gradientAccumulationSteps",
  "masking",
  "seed",
  "maxEvalSequences",
];

/** Settings that a run goes on with as they are now. */
const TAKEN_OVER: readonly (keyof TrainingSettings)[] = [
  "epochs",
  "patience",
  "learningRate",
  "batchSize",
  "sequenceLength",
  "maskingProbability",
  "wholeWord",
  "threads",
  "seed",
];
/** Settings that decided on the model of the first step. */
const KEPT: readonly (keyof TrainingSettings)[] = ["fromScratch", "size", "newWords"];

/** What a run finds that is resumed. */
export interface Found {
  readonly identity: RunIdentity;
  readonly settings: TrainingSettings;
}

/** Throws a Fault `bad-model` when the model to start from has become another one. */
export function adapt({ identity, position, report }: RunRecord, now: Found): Adapted {
  if (identity.model !== now.identity.model) {
    throw new Fault(
      "bad-model",
      "The unfinished run cannot be resumed: the model that it started from, or its tokenizer, has changed since; start anew.",
    );
  }
  const options = changesOf(identity.options, now.identity.options);
  const newText = identity.data !== now.identity.data;
  const remeasure = newText || options.some(({ name }) => ORDERING.includes(name));
  const settings = changesOf(report.settings, now.settings);
  const takenOver = settings.filter(({ name }) => TAKEN_OVER.includes(name));
  const changes: RunChange[] = [
    ...(newText ? [{ what: "text" } as const] : []),
    ...(takenOver.length > 0 ? takenOver : options), // options change by themselves where the program is another version
    ...settings.filter(({ name }) => KEPT.includes(name)).map((change) => ({ ...change, isKept: true })),
  ];
  return { position: remeasure ? { ...position, step: 0, lossSum: 0 } : position, remeasure, changes };
}

/** The settings of a run that goes on: those of now, but for what it keeps. */
export function settingsGoingOn(before: TrainingSettings, now: TrainingSettings): TrainingSettings {
  return { ...now, ...Object.fromEntries(KEPT.map((name) => [name, before[name]])) };
}

function changesOf<T extends object>(before: T, now: T) {
  const names = Object.keys(now) as (keyof T & string)[];
  return names
    .filter((name) => text(before[name]) !== text(now[name]))
    .map((name) => {
      const values = { before: text(before[name]), now: text(now[name]) };
      return { what: "setting", name, ...values, isKept: false } as const;
    });
}

const text = (value: unknown): string => JSON.stringify(value);
