import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { moveAtomic } from "../../../src/node/atomicFiles";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

/** A disk in memory, which Linux has. */
const OTHER_DISK = "/dev/shm";
const hasOtherDisk = existsSync(OTHER_DISK) && statSync(OTHER_DISK).dev !== statSync(tmpdir()).dev;
const others: string[] = [];
afterEach(() => {
  for (const folder of others.splice(0)) rmSync(folder, { recursive: true });
});

function onOtherDisk(): string {
  const folder = mkdtempSync(join(OTHER_DISK, "workspace-mlm-"));
  others.push(folder);
  return folder;
}

async function written(folder: string): Promise<string> {
  mkdirSync(join(folder, "a"), { recursive: true });
  await writeFile(join(folder, "a", "file"), "content");
  return folder;
}

describe.each([
  ["on one disk", true, () => at("to")],
  ["to another disk", hasOtherDisk, () => join(onOtherDisk(), "to")],
] as const)("%s", (_name, isPossible, target) => {
  test.skipIf(!isPossible)("a folder is moved whole, and what was there is replaced", async () => {
    const from = await written(at("from"));
    const to = target();
    mkdirSync(to, { recursive: true });
    await writeFile(join(to, "old"), "");
    await moveAtomic(from, to);
    expect(await readdir(to)).toEqual(["a"]);
    expect(await readFile(join(to, "a", "file"), "utf8")).toBe("content");
    expect(await readdir(at())).not.toContain("from");
  });

  test.skipIf(!isPossible)("a file is moved", async () => {
    await writeFile(at("from"), "content");
    const to = target();
    await moveAtomic(at("from"), to);
    expect(await readFile(to, "utf8")).toBe("content");
    expect(existsSync(at("from"))).toBe(false);
  });
});

test("what cannot be written is named, and stays where it is", async () => {
  const from = await written(at("from"));
  await writeFile(at("file"), "");
  await expect(moveAtomic(from, at("file", "to"))).rejects.toThrow(`Cannot write ${at("file", "to")}`);
  expect(await readdir(from)).toEqual(["a"]);
});

test("nothing to move is nothing done", async () => {
  await moveAtomic(at("from"), at("to"));
  expect(await readdir(at())).toEqual([]);
});
