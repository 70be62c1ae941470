import { join } from "node:path";
import { expect, test } from "vitest";
import { listCorpus, MAX_LISTED } from "../../../src/engine/corpus/listCorpus";
import type { TrainParams } from "../../../src/protocol/training";
import { trainingSettings } from "../../support/trainingSettings";
import { makeWorkspace, prose } from "../corpus/workspace";

function list(roots: readonly string[], folderExclude: TrainParams["folderExclude"] = {}) {
  const params = { roots, folderExclude, storage: "/nowhere", settings: trainingSettings() };
  return listCorpus(params, new AbortController().signal);
}

/** Paths by group. */
async function paths(roots: readonly string[], folderExclude: TrainParams["folderExclude"] = {}) {
  const { groups } = await list(roots, folderExclude);
  const ofGroup = groups.map(({ reason = "read", entries }) => [reason, entries.map(({ path }) => path)]);
  return Object.fromEntries(ofGroup);
}

test("groups what is read and what is left out, by reason", async () => {
  const template = prose(300);
  const root = makeWorkspace({
    "a.txt": "some text\n",
    "sub/b.txt": template,
    "sub/c.txt": `${template} more\n`,
    ".env": "x=y\n",
    "data.bin": new Uint8Array(40),
    "more.bin": new Uint8Array(60),
    "node_modules/x/index.js": "x\n",
  });
  const { groups } = await list([root]);
  expect(groups).toEqual([
    {
      count: 3,
      size: 10 + 2 * template.length + 6,
      entries: [
        { root, path: "a.txt", isFolder: false },
        { root, path: "sub/b.txt", isFolder: false },
        { root, path: "sub/c.txt", isFolder: false, detail: "sub/b.txt" },
      ],
    },
    {
      reason: "binary",
      count: 2,
      size: 100,
      entries: [
        { root, path: "data.bin", isFolder: false },
        { root, path: "more.bin", isFolder: false },
      ],
    },
    expect.objectContaining({ reason: "may hold secrets, by its name", count: 1 }),
    {
      reason: "third-party code",
      count: 1,
      size: 0,
      entries: [{ root, path: "node_modules", isFolder: true, detail: "node_modules/" }],
    },
  ]);
});

test("each folder has excludes of its own, also one that lies in another", async () => {
  const inner = { "a.md": "inner a\n", "b.md": "inner b\n", "deep/a.md": "inner deep a\n" };
  const outer = makeWorkspace({ "a.md": "outer a\n", "b.md": "outer b\n" });
  const other = makeWorkspace(Object.fromEntries(Object.entries(inner).map(([k, v]) => [`in [x]/${k}`, v])));
  const nested = join(other, "in [x]");
  const found = await paths([outer, other, nested], { [outer]: ["b.md"], [nested]: ["a.md", "**/deep"] });
  expect(found).toEqual({
    read: expect.arrayContaining(["a.md", "in [x]/b.md"]),
    "excluded by a setting": expect.arrayContaining(["b.md", "in [x]/a.md", "in [x]/deep"]),
  });
  expect(found["read"]).toHaveLength(2);
});

test("a long listing is cut where it is longest, and still tells the counts", async () => {
  const files = Array.from({ length: MAX_LISTED + 500 }, (_, i) => [`t${i}.txt`, `text ${i}\n`]);
  const binaries = Array.from({ length: 20 }, (_, i) => [`b${i}.bin`, new Uint8Array(20 + i)]);
  const { groups } = await list([makeWorkspace(Object.fromEntries([...files, ...binaries]))]);
  expect(groups.map(({ count, entries }) => [count, entries.length])).toEqual([
    [MAX_LISTED + 500, MAX_LISTED - 20],
    [20, 20],
  ]);
});
