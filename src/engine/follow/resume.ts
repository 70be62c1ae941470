import { join } from "node:path";
import type { Position } from "../../core/training/train";
import { readCheckpoint } from "../../node/checkpoints";
import type { TrainingReport } from "../../protocol/report";
import type { RunChanges } from "../../protocol/training";
import { parseRecord, type RunIdentity, type RunRecord } from "../runs/record";
import { readRecord } from "../runs/unfinished";
import { adapt, resumedSettings } from "./adapt";
import type { RunSetup } from "./setup";

/** What a run is resumed from. */
export interface ResumePoint {
  /** As the checkpoint has it, adapted to what is found now. */
  readonly record: RunRecord;
  readonly position: Position;
  /** Whether the held-out masks have changed, so that earlier figures are not comparable. */
  readonly remeasure: boolean;
  readonly changes: RunChanges;
}

/**
 * Loads the newest whole checkpoint of the run's folder into the task's state; undefined where there is none. Throws a
 * Fault `bad-model` where the run started from another model.
 */
export async function resumeFrom(
  { folder, task, report, isOtherModel = false }: RunSetup,
  identity: RunIdentity,
  warn: (sentence: string) => void,
): Promise<ResumePoint | undefined> {
  const now = { identity, settings: report.settings };
  const newest = await readRecord(folder);
  if (newest) adapt(newest, now); // the numbers of another model would look like damage
  const found = await readCheckpoint(folder, task.state, warn);
  if (found === undefined) return undefined;
  const record = parseRecord(found.record, join(folder, found.name));
  const { position, remeasure, changes } = adapt(record, now);
  return {
    record: { ...record, identity, position, report: resumedReport(record.report, report) },
    position,
    remeasure,
    changes: {
      changes: [...(isOtherModel ? [{ what: "model" } as const] : []), ...changes],
      ...(remeasure && { fromEpoch: position.epoch }),
    },
  };
}

/** That of a run that is resumed: what it was, with what it is trained on from now on. */
function resumedReport(
  before: TrainingReport,
  { corpus, settings, fallback }: TrainingReport,
): TrainingReport {
  const { fallback: fallbackBefore, ...rest } = before;
  const why = fallback ?? (settings.device === "webgpu" ? undefined : fallbackBefore);
  return {
    ...rest,
    corpus,
    settings: resumedSettings(before.settings, settings),
    ...(why && { fallback: why }),
  };
}
