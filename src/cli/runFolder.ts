import { Fault } from "../core/errors";
import { emptyRunFolder, isRunFolder, markRunFolder, removeRunIfEmpty, runLock } from "../engine/runs/folder";
import { readRecord } from "../engine/runs/unfinished";
import { tidyFolder } from "../node/atomicFiles";
import { checkpointNames, recordFile } from "../node/checkpoints";
import { withLock } from "../node/lock";
import { exists } from "../node/readFiles";

/** Where a run keeps what it needs to be resumed, until it is finished. */
const unfinishedFolder = (output: string): string => `${output}.unfinished`;

/** What a person wants done with an unfinished run to the same output. */
export interface RunChoice {
  readonly resume: boolean;
  readonly "start-anew": boolean;
}

export interface RunFolder {
  readonly folder: string;
  /** Whether to resume a run that is there. */
  readonly resume: boolean;
}

/**
 * Runs `work` with the folder of a run to `output`, which no other process works on meanwhile. Throws a Fault `bad-option`
 * for a folder that is not a run's, for a run at work, and for an unfinished one that the person did not say what to do with.
 */
export async function withRunFolder<T>(
  output: string,
  choice: RunChoice,
  warn: (sentence: string) => void,
  work: (run: RunFolder) => Promise<T>,
): Promise<T> {
  const folder = unfinishedFolder(output);
  if (choice.resume && !(await exists(folder))) {
    throw new Fault(
      "bad-option",
      `There is no unfinished run to resume in ${folder}; leave out --resume to start one.`,
    );
  }
  if (!(await isRunFolder(folder))) {
    throw new Fault(
      "bad-option",
      (await holdsCheckpoint(folder))
        ? `${folder} has checkpoints of an earlier version, which cannot be resumed; delete it, or choose another --output.`
        : `${folder} is there already and is no training run's; rename it, or choose another --output.`,
    );
  }
  const busy = `Another process is training to ${output}; wait until it is done, or choose another --output`;
  return withLock(runLock(folder), busy, async () => {
    try {
      const resume = await chooseResume(folder, output, choice, warn);
      await markRunFolder(folder);
      return await work({ folder, resume });
    } finally {
      await removeRunIfEmpty(folder).catch(() => {}); // the next run tries it again
    }
  });
}

/** Whether there is a checkpoint by its content, not only by its name. */
async function holdsCheckpoint(folder: string): Promise<boolean> {
  const names = await checkpointNames(folder);
  const records = await Promise.all(names.map((name) => exists(recordFile(folder, name))));
  return records.includes(true);
}

/** Whether to resume what is in the folder; otherwise that is deleted. */
async function chooseResume(
  folder: string,
  output: string,
  { resume, "start-anew": startAnew }: RunChoice,
  warn: (sentence: string) => void,
): Promise<boolean> {
  await tidyFolder(folder);
  const hasCheckpoints = (await checkpointNames(folder)).length > 0;
  if (hasCheckpoints && !startAnew) {
    const record = await readRecord(folder);
    if (record === undefined) {
      throw new Fault(
        "bad-option",
        `The checkpoints in ${folder} cannot be read by this version; say --start-anew to delete them, or choose another --output.`,
      );
    }
    if (resume) return true;
    const { step, totalSteps } = record.report;
    throw new Fault(
      "bad-option",
      `An unfinished run to ${output} (step ${step} of ${totalSteps}) is there: say --resume to go on with it, or --start-anew to delete it.`,
    );
  }
  if (resume) warn(`The unfinished run in ${folder} had not saved anything yet, so that it begins again.`);
  await emptyRunFolder(folder);
  return false;
}
