import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScenarioName } from "../../support/faultScenarios";
import { buildFaultyProgram, drawChanges, prepareFaults } from "../../support/killing";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-killed-"));
const script = join(folder, "program.cjs");

beforeAll(() => buildFaultyProgram(script), 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills in one run of the unit tests, and the changes that there are at least; `npm run bench -- faults` kills at more. */
test.skipIf(process.platform === "win32").each<[ScenarioName, number, number]>([
  ["saving", 24, 500],
  ["models", 24, 80],
  ["training", 10, 2000],
])(
  "%s: a process killed at a change of the file system loses nothing that was saved, and leaves nothing behind",
  async (name, kills, least) => {
    const { changes, killAt } = await prepareFaults(script, name, folder);
    expect(changes).toBeGreaterThan(least);
    const problems: string[] = [];
    for (const change of drawChanges(changes, kills)) problems.push(...(await killAt(change)));
    expect(problems).toEqual([]);
    console.log(`${name}: ${kills} of ${changes} changes were fatal; all was whole after each.`);
  },
  180_000,
);
