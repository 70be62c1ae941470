import { cpSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../src/core/errors";
import { createRandom } from "../../src/core/random";
import { unfinishedRun } from "../../src/engine/runs/unfinished";
import { lastReport } from "../../src/extension/report/lastReport";
import type { TrainingResult } from "../../src/protocol/training";
import { withDisk } from "./disk";
import { predict, prepareTraining, storeOf, trainOn, weightsInUse } from "./durableTraining";
import { unmet } from "./faultScenario";

/** Bytes: from what holds little more than the model in use to what nearly suffices for a run. */
const [SMALLEST, LARGEST] = [400 * 1024, 2400 * 1024];
const ROOMY = "64m";

export interface FilledDisk {
  /** Whether it was too small. */
  readonly isFull: boolean;
  /** What was wrong: nothing, it should be. */
  readonly problems: readonly string[];
}

/** Trains on disks of so many sizes, each too small or nearly so. */
export async function* fullDisks(folder: string, count: number, seed: number): AsyncGenerator<FilledDisk> {
  const [prepared, whole] = [join(folder, "prepared"), join(folder, "whole")];
  await prepareTraining(prepared);
  cpSync(prepared, whole, { recursive: true });
  await trainOn(whole, {});
  const expected = await weightsInUse(whole);
  const random = createRandom(seed);
  for (let disk = 0; disk < count; disk++) {
    const share = (disk + random.nextFloat()) / count;
    const size = Math.round((SMALLEST + share * (LARGEST - SMALLEST)) / 4096) * 4096;
    const { isFull, problems } = await fillUp(join(folder, "disk"), size, prepared, expected);
    yield { isFull, problems: problems.map((problem) => `a disk of ${size} bytes: ${problem}`) };
  }
}

/** What the run had to say, and how it ended. */
interface FilledUp {
  readonly result: TrainingResult | unknown;
  readonly warnings: readonly string[];
}

function fillUp(path: string, size: number, prepared: string, expected: Buffer): Promise<FilledDisk> {
  return withDisk(path, String(size), async ({ resize }) => {
    cpSync(prepared, path, { recursive: true });
    const ended = await train(path);
    const problems = [...heard(ended), ...(await toldTruly(path, ended)), ...(await served(path))];
    resize(ROOMY);
    const later = (await unfinishedRun(storeOf(path))) || isFailed(ended) ? await train(path) : ended;
    const isSame = (await weightsInUse(path)).equals(expected);
    const after = unmet(
      [!isFailed(later), `after making room: ${String(later.result)}`],
      [isSame, "the run that went on after making room ends in another model"],
    );
    return { isFull: isFailed(ended) || ended.warnings.length > 0, problems: [...problems, ...after] };
  });
}

const isFailed = ({ result }: FilledUp): boolean => result instanceof Error;

async function train(storage: string): Promise<FilledUp> {
  const warnings: string[] = [];
  const result = await trainOn(storage, { warn: (sentence) => warnings.push(sentence) }).catch(
    (error: unknown) => error,
  );
  return { result, warnings };
}

/** The person is told in one sentence that the disk is full, unless all went well. */
function heard({ result, warnings }: FilledUp): string[] {
  const sentences = [...warnings, ...(result instanceof Error ? [result.message] : [])];
  const others = sentences.filter((sentence) => !/the disk is full; free some space\./.test(sentence));
  const isFault = !(result instanceof Error) || (result instanceof Fault && result.kind === "io");
  return unmet([others.length === 0 && isFault, `it said ${others.join(" ")}`]);
}

/** The report that is left can be read, and claims no more than what is there. */
async function toldTruly(storage: string, { result }: FilledUp): Promise<string[]> {
  const report = await lastReport(storeOf(storage));
  if (report === undefined) return unmet([result instanceof Error, "a run that ended well left no report"]);
  const { status, kept, run } = report;
  const inUse = await predict(storage);
  return unmet(
    [result instanceof Error ? status !== "finished" : status === "finished", `the report says ${status}`],
    [(kept === "tuned") === (inUse === run), `the report says that ${kept} is kept, in use is ${inUse}`],
  );
}

async function served(storage: string): Promise<string[]> {
  return predict(storage).then(
    () => [],
    (error: Error) => [`the predictor serves no whole model: ${error.message}`],
  );
}
