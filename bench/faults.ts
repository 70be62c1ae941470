import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { canMount } from "../test/support/disk";
import type { ScenarioName } from "../test/support/faultScenarios";
import { fullDisks } from "../test/support/fullDisk";
import { buildFaultyProgram, drawChanges, prepareFaults } from "../test/support/killing";
import { runMain } from "./shared/main";

const OPTIONS = {
  training: {
    kind: "integer",
    default: 300,
    min: 0,
    max: 100_000,
    help: "kills of a whole training run, which makes some thousand changes and takes seconds to resume",
  },
  disks: { kind: "integer", default: 40, min: 0, max: 10_000, help: "disks of different sizes to train on" },
  seed: { kind: "integer", default: 1, min: 0, max: 2 ** 31, help: "of what is drawn" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- faults [OPTIONS]

Kills a process at every change of the file system that it makes, trains on disks that fill up, and looks at what is left.

${describeOptions(OPTIONS)}`;

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-faults-"));
  const script = join(folder, "program.cjs");
  await buildFaultyProgram(script);
  const counts: Record<ScenarioName, number> = {
    saving: Number.POSITIVE_INFINITY,
    models: Number.POSITIVE_INFINITY,
    training: values.training,
  };
  let [faults, problems] = [0, 0];
  const note = (found: readonly string[]) => {
    faults++;
    problems += found.length;
    for (const problem of found) console.log(problem);
  };
  for (const [name, count] of Object.entries(counts) as [ScenarioName, number][]) {
    const { changes, killAt } = await prepareFaults(script, name, folder);
    const chosen = drawChanges(changes, count, values.seed);
    for (const change of chosen) note(await killAt(change));
    console.log(`${name}: killed at ${chosen.length} of its ${changes} changes of the file system.`);
  }
  if (canMount(join(folder, "probe"))) {
    const disks = fullDisks(join(folder, "disks"), values.disks, values.seed);
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

runMain(main);
