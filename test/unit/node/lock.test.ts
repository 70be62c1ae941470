import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
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

test("of many at once never two hold it", async () => {
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
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(await readdir(at())).toEqual([]);
});

test("of many who find a dead one's lock never two hold it", async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(at("lock"), JSON.stringify({ processId: 2 ** 22 + 1, tag: String(round) }));
    let [inside, most] = [0, 0];
    const attempt = () =>
      lock(async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside--;
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, attempt));
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(most).toBe(1);
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

describe("where the system does not tell when a process began", () => {
  const elsewhere = { heartbeatMs: 100, beginningOf: () => undefined };
  const lockThere = <T>(work: () => Promise<T>) => withLock(at("lock"), BUSY, work, elsewhere);

  test.each([-1e6, 1e6])("a clock that jumps by %d s frees no lock that is held", async (seconds) => {
    await lockThere(async () => {
      const then = Date.now() / 1000 + seconds;
      await utimes(at("lock"), then, then);
      expect(await rejection(lockThere(async () => {}))).toMatchObject({ kind: "bad-option" });
    });
  });

  test("a lock that is released while its age is looked into is free", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = lockThere(() => held);
    await expect.poll(() => readdir(at())).toContain("lock");
    const longAgo = Date.now() / 1000 - 3600;
    await utimes(at("lock"), longAgo, longAgo);
    const second = lockThere(async () => "mine");
    await new Promise((resolve) => setTimeout(resolve, 20));
    release();
    await first;
    expect(await second).toBe("mine");
  });

  test("a lock that nobody touches is taken over, though its process id is another process's now", async () => {
    await writeFile(at("lock"), JSON.stringify({ processId: process.pid, tag: "x" }));
    const longAgo = Date.now() / 1000 - 3600;
    await utimes(at("lock"), longAgo, longAgo);
    expect(await lockThere(async () => "mine")).toBe("mine");
  });
});

test.runIf(isLinux)("the lock of a dead process that nobody has taken note of is free", async () => {
  const script = "const { spawn } = require('child_process'); const child = spawn('true');";
  const wait = "console.log(child.pid); const end = Date.now() + 3000; while (Date.now() < end);";
  const parent = spawn(process.execPath, ["-e", `${script} ${wait}`]); // too busy to take note
  const [pid] = await once(parent.stdout, "data");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await writeFile(at("lock"), JSON.stringify({ processId: Number(pid), tag: "x" }));
  expect((await readFile(`/proc/${Number(pid)}/stat`, "utf8")).split(" ")[2]).toBe("Z");
  expect(await lock(async () => "mine")).toBe("mine");
  parent.kill("SIGKILL");
});

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
