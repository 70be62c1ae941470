import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspect, strays, work } from "../../support/durableWork";
import { buildFaultyProgram, killAndInspect, runKilledAt } from "../../support/killing";
import { rejection } from "../../support/safetensorsFile";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-killed-"));
const script = `${folder}/program.cjs`;
const prepared = `${folder}/prepared`;
/** Kills in one run of the unit tests; `npm run bench -- faults` kills at every change. */
const KILLS = 24;

beforeAll(async () => {
  await buildFaultyProgram(script);
  await work(prepared, 7, () => {});
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what is prepared is whole", async () => {
  expect(await inspect(prepared)).toEqual({ warnings: [], checkpoint: 7, model: 7 });
  expect(await strays(prepared)).toEqual([]);
});

test.skipIf(process.platform === "win32")(
  "a process killed at any change of the file system loses nothing that was saved, and leaves nothing behind",
  async () => {
    execFileSync("cp", ["-r", prepared, `${folder}/whole`]);
    const { calls, killed } = await runKilledAt(script, `${folder}/whole`, 0);
    expect(killed).toBe(false);
    expect(calls).toBeGreaterThan(100);
    const problems: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const change = 1 + Math.floor(((kill + 0.5) * calls) / KILLS);
      problems.push(...(await killAndInspect(script, prepared, folder, change)));
    }
    expect(problems).toEqual([]);
    console.log(`${KILLS} of ${calls} changes of the file system were fatal; all was whole after each.`);
  },
  120_000,
);

const canMount = (() => {
  try {
    const probe = `${folder}/probe`;
    mkdirSync(probe);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("umount", [probe]);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!canMount)("a file system of its own", () => {
  const mounted = async (size: string, use: (disk: string) => Promise<void>) => {
    const disk = `${folder}/disk`;
    mkdirSync(disk, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]);
    try {
      await use(disk);
    } finally {
      execFileSync("umount", [disk]);
    }
  };

  test("that is full: one sentence, nothing is lost, and after making room it goes on", () =>
    mounted("1536k", async (disk) => {
      const saved: string[] = [];
      const fault = await rejection(work(disk, 50, (what) => saved.push(what)));
      expect(fault).toMatchObject({
        kind: "io",
        message: expect.stringMatching(/the disk is full; free some space\.$/),
      });
      const { warnings, checkpoint, model } = await inspect(disk);
      expect(warnings).toEqual([]);
      expect(saved).toContain(`checkpoint ${checkpoint}`);
      expect(saved).toContain(`model ${model}`);
      execFileSync("mount", ["-o", "remount,size=16m", disk]);
      await work(disk, 3, () => {});
      expect(await inspect(disk)).toEqual({
        warnings: [],
        checkpoint: checkpoint + 3,
        model: checkpoint + 3,
      });
      expect(await strays(disk)).toEqual([]);
    }));

  test("that is read-only: one sentence, and all that was saved can still be read", () =>
    mounted("16m", async (disk) => {
      await work(disk, 2, () => {});
      execFileSync("mount", ["-o", "remount,ro", disk]);
      const fault = await rejection(work(disk, 1, () => {}));
      expect(fault).toMatchObject({
        kind: "io",
        message: expect.stringMatching(/the file system is read-only\.$/),
      });
      expect(await inspect(disk)).toEqual({ warnings: [], checkpoint: 2, model: 2 });
    }));
});
