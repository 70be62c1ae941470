import type { TrainingEvent, TrainingTask } from "../../core/training/train";
import type { TrainingReport } from "../../protocol/report";
import type { RunChanges } from "../../protocol/training";
import type { Model } from "../models/loadModel";
import type { PauseGate } from "./pauseGate";
import type { MaskedSentence } from "./sampleFills";
import type { Pace } from "./throughput";

/** What a run works on. */
export interface RunSetup {
  /** Holds the run's checkpoints, its best models and `report.json`; of this run alone. */
  readonly folder: string;
  readonly task: TrainingTask;
  /** The model that the run starts from: that of its first step, also where it is resumed. */
  readonly start: Model;
  /** The model that the person had, where the run's got new words. */
  readonly base?: Model | undefined;
  /** Whether `start` knows nothing yet, so that whatever was learnt is better. */
  readonly fromScratch: boolean;
  /** Whether to resume from the newest checkpoint in `folder`. */
  readonly resume: boolean;
  /** Whether a new run would start from another model than this one, which is resumed with its own. */
  readonly isOtherModel?: boolean;
  /** Evaluations without gain after which the run ends; 0 stands for never. */
  readonly patience: number;
  /** 0 saves a checkpoint after every step. */
  readonly checkpointMinutes: number;
  readonly sentences: readonly MaskedSentence[];
  /** The report at the beginning. */
  readonly report: TrainingReport;
}

/** How a run is paused and ended, and who hears of it. */
export interface RunControl {
  /** Aborted to end the run now: what was learnt is evaluated. */
  readonly stop: AbortSignal;
  /** Aborted to suspend the run: a checkpoint is saved, and nothing else is done. */
  readonly suspend: AbortSignal;
  readonly gate?: PauseGate;
  onEvent?(event: TrainingEvent, pace: Pace): void;
  onReport?(report: TrainingReport): void;
  /** Called with what changed since the run that is resumed was interrupted. */
  onChanges?(changes: RunChanges): void;
  /** Called for checkpoints that cannot be read or written. */
  warn(sentence: string): void;
  /** Milliseconds of a clock that is never put back; a test may let the machine sleep. */
  now?(): number;
}
