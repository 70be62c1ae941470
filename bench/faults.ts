// Kills a process at every change of the file system that saving checkpoints and models makes, and looks at what it left.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { work } from "../test/support/durableWork";
import { buildFaultyProgram, killAndInspect, runKilledAt } from "../test/support/killing";

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-faults-"));
  const [script, prepared] = [join(folder, "program.cjs"), join(folder, "prepared")];
  await buildFaultyProgram(script);
  await work(prepared, 7, () => {});
  cpSync(prepared, join(folder, "whole"), { recursive: true });
  const { calls } = await runKilledAt(script, join(folder, "whole"), 0);
  let problems = 0;
  for (let change = 1; change <= calls; change++) {
    for (const problem of await killAndInspect(script, prepared, folder, change)) {
      problems++;
      console.log(problem);
    }
  }
  rmSync(folder, { recursive: true });
  console.log(`${calls} kills, one at each change of the file system; ${problems} problems.`);
  if (problems > 0) process.exitCode = 1;
}

void main();
