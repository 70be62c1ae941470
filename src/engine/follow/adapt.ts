import { Fault } from "../../core/errors";
import type { Position, TrainingOptions } from "../../core/training/train";
import type { RunChange, TrainingSettings } from "../../protocol/training";
import type { RunIdentity, RunRecord } from "../runs/record";

/** How a run continues that finds something other than when it was interrupted. */
export interface Adapted {
  readonly position: Position;
  /** Whether the held-out masks have changed, so that earlier figures are not comparable. */
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

/** Settings that a resumed run takes as they are now. */
const TAKEN_OVER: readonly (keyof TrainingSettings)[] = [
  "epochs",
  "patience",
  "learningRate",
  "batchSize",
  "sequenceLength",
  "maskingProbability",
  "wholeWord",
  "threads",
  "device",
  "seed",
];
/** Settings that determined the model of the first step. */
const KEPT: readonly (keyof TrainingSettings)[] = ["fromScratch", "size", "newWords"];

/** What a resumed run finds. */
export interface Found {
  readonly identity: RunIdentity;
  readonly settings: TrainingSettings;
}

/** Throws a Fault `bad-model` if the model to start from has changed. */
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

/** The settings of a resumed run: the current ones, except for what it keeps. */
export function resumedSettings(before: TrainingSettings, now: TrainingSettings): TrainingSettings {
  return { ...now, ...Object.fromEntries(KEPT.map((name) => [name, before[name]])) };
}

function changesOf<T extends object>(before: T, now: T) {
  const names = Object.keys(now).filter((name) => name in before) as (keyof T & string)[];
  return names
    .filter((name) => text(before[name]) !== text(now[name]))
    .map((name) => {
      const values = { before: text(before[name]), now: text(now[name]) };
      return { what: "setting", name, ...values, isKept: false } as const;
    });
}

const text = (value: unknown): string => JSON.stringify(value);
