import { readdir, readFile, rename } from "node:fs/promises";
import { afterEach, expect, test, vi } from "vitest";
import { writeFolderAtomic } from "../../../src/node/atomicFiles";
import { rejection } from "../../support/safetensorsFile";
import { temporaryFolder } from "../../support/temporaryFolder";

vi.mock("node:fs/promises", async (original) => {
  const actual = await original<typeof import("node:fs/promises")>();
  return { ...actual, rename: vi.fn(actual.rename) };
});

const at = temporaryFolder();
afterEach(() => vi.mocked(rename).mockClear());

/** Replaces a folder while the renames with these numbers, from 0, fail. */
async function replaceWithFailing(...failing: number[]): Promise<unknown> {
  await writeFolderAtomic(at("model"), new Map([["a", "old"]]));
  const { rename: actual } = await vi.importActual<typeof import("node:fs/promises")>("node:fs/promises");
  let count = 0;
  vi.mocked(rename).mockImplementation(async (from, to) => {
    if (failing.includes(count++)) throw Object.assign(new Error("EBUSY"), { code: "EBUSY" });
    await actual(from, to);
  });
  return rejection(writeFolderAtomic(at("model"), new Map([["a", "new"]])));
}

test.each([[[0]], [[1]]])("when rename %j fails the old folder stays in its place", async (failing) => {
  const fault = await replaceWithFailing(...failing);
  expect(fault).toMatchObject({
    kind: "io",
    message: expect.stringMatching(/model: it is in use by another program/),
  });
  expect(await readFile(at("model", "a"), "utf8")).toBe("old");
  expect(await readdir(at())).toEqual(["model"]);
});

test("when the old folder cannot be moved back the fault says where it lies", async () => {
  const fault = (await replaceWithFailing(1, 2)) as Error;
  const [left] = await readdir(at());
  expect(fault.message).toMatch(`its old content now lies in ${at(left)}: rename it back.`);
  expect(await readFile(at(left, "a"), "utf8")).toBe("old");
});
