// Kills a process at every change of the file system that it makes, and trains on disks that fill up, and looks at what is left.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { canMount } from "../test/support/disk";
import type { ScenarioName } from "../test/support/faultScenarios";
import { fullDisks } from "../test/support/fullDisk";
import { buildFaultyProgram, drawChanges, prepareFaults } from "../test/support/killing";

const OPTIONS = {
  /** Kills of a whole training run, which makes some thousand changes and takes seconds to resume. */
  training: { type: "string", default: "300" },
  disks: { type: "string", default: "40" },
  seed: { type: "string", default: "1" },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-faults-"));
  const script = join(folder, "program.cjs");
  await buildFaultyProgram(script);
  const counts: Record<ScenarioName, number> = {
    saving: Number.POSITIVE_INFINITY,
    models: Number.POSITIVE_INFINITY,
    training: Number(values.training),
  };
  let [faults, problems] = [0, 0];
  const note = (found: readonly string[]) => {
    faults++;
    problems += found.length;
    for (const problem of found) console.log(problem);
  };
  for (const [name, count] of Object.entries(counts) as [ScenarioName, number][]) {
    const { changes, killAt } = await prepareFaults(script, name, folder);
    const chosen = drawChanges(changes, count, Number(values.seed));
    for (const change of chosen) note(await killAt(change));
    console.log(`${name}: killed at ${chosen.length} of its ${changes} changes of the file system.`);
  }
  if (canMount(join(folder, "probe"))) {
    const disks = fullDisks(join(folder, "disks"), Number(values.disks), Number(values.seed));
    let filled = 0;
    for await (const { isFull, problems: found } of disks) {
      note(found);
      if (isFull) filled++;
    }
    console.log(`disks: of ${values.disks} that a run was trained on ${filled} filled up.`);
  } else console.log("disks: left out, since this process may not mount any.");
  rmSync(folder, { recursive: true });
  console.log(`${faults} faults in all; ${problems} problems.`);
  if (problems > 0) process.exitCode = 1;
}

void main();
