import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { canMount, withDisk } from "../../support/disk";
import { inspect, strays, work } from "../../support/durableWork";
import { lastNumber } from "../../support/faultScenario";
import { fullDisks } from "../../support/fullDisk";
import { buildFaultyProgram } from "../../support/killing";
import { rejection } from "../../support/safetensorsFile";

const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-disks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Mounting takes the rights of root. */
describe.skipIf(!canMount(join(folder, "probe")))("a file system of its own", () => {
  test("that is full: one sentence, nothing is lost, and after making room it goes on", () =>
    withDisk(join(folder, "disk"), "1536k", async ({ path, resize }) => {
      const saved: string[] = [];
      const fault = await rejection(work(path, 50, (what) => saved.push(what)));
      expect(fault).toMatchObject({
        kind: "io",
        message: expect.stringMatching(/the disk is full; free some space\.$/),
      });
      const { warnings, checkpoint, model } = await inspect(path);
      expect(warnings).toEqual([]);
      expect(saved).toContain(`checkpoint ${checkpoint}`);
      resize("16m");
      await work(path, 3, () => {});
      const end = { warnings: [], checkpoint: checkpoint + 3, model: checkpoint + 3 };
      expect(await inspect(path)).toEqual(end);
      expect(model).toBeGreaterThanOrEqual(lastNumber(saved, "model"));
      expect(await strays(path)).toEqual([]);
    }));

  test("that fills up during a run: no model is lost, the report tells the truth, and the run can be resumed", async () => {
    let filled = 0;
    for await (const { isFull, problems } of fullDisks(join(folder, "full"), 5, 1)) {
      expect(problems).toEqual([]);
      if (isFull) filled++;
    }
    expect(filled).toBeGreaterThan(2);
  }, 120_000);

  test("that is read-only: one sentence, and all that was saved can still be read", () =>
    withDisk(join(folder, "disk"), "16m", async ({ path, makeReadOnly }) => {
      await work(path, 2, () => {});
      makeReadOnly();
      const fault = await rejection(work(path, 1, () => {}));
      expect(fault).toMatchObject({
        kind: "io",
        message: expect.stringMatching(/the file system is read-only\.$/),
      });
      expect(await inspect(path)).toEqual({ warnings: [], checkpoint: 2, model: 2 });
    }));
});

const NOBODY = 65534;

/** As root, which may write everywhere, by another user. */
test.skipIf(process.platform === "win32")(
  "a folder that becomes read-only: one sentence, and all that was saved can still be read",
  async () => {
    const [script, storage] = [join(folder, "program.cjs"), join(folder, "locked")];
    await buildFaultyProgram(script);
    await work(storage, 2, () => {});
    for (const path of ["", ...readdirSync(storage, { recursive: true, encoding: "utf8" })])
      chmodSync(join(storage, path), 0o555);
    chmodSync(folder, 0o755);
    const uid = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { stderr } = spawnSync(process.execPath, [script, storage, "0", "saving"], {
      ...uid,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/Cannot write .+: permission is denied\./);
    expect(await inspect(storage)).toEqual({ warnings: [], checkpoint: 2, model: 2 });
    for (const path of ["", ...readdirSync(storage, { recursive: true, encoding: "utf8" })])
      chmodSync(join(storage, path), 0o755);
  },
);
