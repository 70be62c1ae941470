import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { withLock } from "../../../src/node/lock";
import { rejection } from "../../support/safetensorsFile";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const BUSY = "Another window is training";
const lock = <T>(work: () => Promise<T>) => withLock(at("lock"), BUSY, work);
const isLinux = process.platform === "linux";

test("is held while the work runs, and gone after it, also where it fails", async () => {
  const during = await lock(async () => readdir(at()));
  expect(during).toEqual(["lock"]);
  await expect(lock(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await readdir(at())).toEqual([]);
});

test("a second one is refused with a sentence that names the process", async () => {
  await lock(async () => {
    const fault = await rejection(lock(async () => {}));
    expect(fault).toMatchObject({ kind: "bad-option", message: `${BUSY} (process ${process.pid}).` });
  });
  expect(await lock(async () => "free")).toBe("free");
});

test("of many at once one gets it", async () => {
  let inside = 0;
  let most = 0;
  const attempt = () =>
    lock(async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 100));
      inside--;
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, attempt));
  expect(most).toBe(1);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await readdir(at())).toEqual([]);
});

test("of many who find a dead one's lock one gets it", async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(at("lock"), JSON.stringify({ processId: 2 ** 22 + 1, tag: String(round) }));
    const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
    const attempts = Array.from({ length: 8 }, () => lock(async () => void (await wait())));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readdir(at())).toEqual([]);
  }
});

test.each([
  ["of a process that is gone", JSON.stringify({ processId: 2 ** 22 + 1, tag: "x" })],
  ["that is torn", '{"processId":'],
  ["that is empty", ""],
])("a lock %s is taken over", async (_, content) => {
  await writeFile(at("lock"), content);
  expect(await lock(async () => "mine")).toBe("mine");
  expect(await readdir(at())).toEqual([]);
});

test.runIf(isLinux)("a lock whose process id is another process's now is taken over", async () => {
  await writeFile(
    at("lock"),
    JSON.stringify({ processId: process.pid, began: "another boot 123", tag: "x" }),
  );
  expect(await lock(async () => "mine")).toBe("mine");
});

test.runIf(isLinux).each([-1e6, 1e6])(
  "a clock that jumps by %d s frees no lock that is held",
  async (seconds) => {
    await lock(async () => {
      const then = Date.now() / 1000 + seconds;
      await utimes(at("lock"), then, then);
      expect(await rejection(lock(async () => {}))).toMatchObject({ kind: "bad-option" });
    });
  },
);

test("a killed process's lock is free at once", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log('up')"]);
  await once(child.stdout, "data");
  await writeFile(at("lock"), JSON.stringify({ processId: child.pid, tag: "x" }));
  expect(await rejection(lock(async () => {}))).toMatchObject({ kind: "bad-option" });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(JSON.parse(await lock(() => readFile(at("lock"), "utf8")))).toMatchObject({
    processId: process.pid,
  });
});
