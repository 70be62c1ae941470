import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gapBetween } from "../../../src/core/memory/gap";
import { MemoryBuilder } from "../../../src/core/memory/memoryBuilder";
import { createWordTable } from "../../../src/core/memory/wordTable";
import { WorkspaceMemory } from "../../../src/core/memory/workspaceMemory";
import { createRandom } from "../../../src/core/random";
import { openMemoryFile, writeMemoryFile } from "../../../src/node/memoryFile";
import { smallTokenizer } from "../../support/smallTokenizer";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const words = Array.from({ length: 40 }, (_, number) => `word${number}`);
const random = createRandom(2);
const ids = Int32Array.from({ length: 900 }, () => 5 + random.nextBelow(words.length));

function segmentOf(vocabulary: readonly string[]) {
  const table = createWordTable(smallTokenizer(vocabulary));
  const builder = new MemoryBuilder(table);
  for (let file = 0; file < 3; file++) builder.add(`/w/${file}`, ids.subarray(300 * file, 300 * (file + 1)));
  return { table, segment: builder.build() };
}

test.each([
  ["16", words],
  ["32", [...words, ...Array.from({ length: 1 << 16 }, (_, number) => `more${number}`)]],
])("what is read of the disk is what was written, with ids of %s bits", async (_bits, vocabulary) => {
  const { table, segment } = segmentOf(vocabulary);
  const path = join(at(), "words.memory");
  await writeMemoryFile(path, segment, "mine");
  const file = await openMemoryFile(path, "mine");
  const [written, read] = [segment, file!.segment].map((each) => new WorkspaceMemory(table, each));
  for (let place = 4; place < 890; place += 17) {
    const gap = gapBetween(ids.subarray(0, place), ids.subarray(place + 1));
    expect(read!.evidence(gap, "/w/1")).toEqual(written!.evidence(gap, "/w/1"));
    expect(read!.evidence(gap).words.size).toBeGreaterThan(0);
  }
  file!.close();
});

test("a file of another tokenizer, or none, is not opened", async () => {
  const path = join(at(), "words.memory");
  expect(await openMemoryFile(path, "mine")).toBeUndefined();
  await writeMemoryFile(path, segmentOf(words).segment, "mine");
  expect(await openMemoryFile(path, "another's")).toBeUndefined();
});

test("no damage goes unnoticed, wherever it is", async () => {
  const path = join(at(), "words.memory");
  await writeMemoryFile(path, segmentOf(words).segment, "mine");
  const whole = readFileSync(path);
  const broken = join(at(), "broken.memory");
  for (let byte = 0; byte < whole.length; byte += 37) {
    const bytes = Buffer.from(whole);
    bytes[byte]! ^= 0x10;
    writeFileSync(broken, bytes);
    expect(await openMemoryFile(broken, "mine"), `byte ${byte}`).toBeUndefined();
  }
  for (const length of [0, 3, 31, 32, whole.length - 4, whole.length - 1]) {
    writeFileSync(broken, whole.subarray(0, length));
    expect(await openMemoryFile(broken, "mine"), `${length} bytes`).toBeUndefined();
  }
  writeFileSync(broken, Buffer.concat([whole, Buffer.alloc(4)]));
  expect(await openMemoryFile(broken, "mine")).toBeUndefined();
  copyFileSync(path, broken);
  (await openMemoryFile(broken, "mine"))!.close();
});

test("a memory that is the same already is not written again", async () => {
  const path = join(at(), "words.memory");
  await writeMemoryFile(path, segmentOf(words).segment, "mine");
  const { ino } = statSync(path);
  await writeMemoryFile(path, segmentOf(words).segment, "mine");
  expect(statSync(path).ino).toBe(ino);
  await writeMemoryFile(path, segmentOf(words).segment, "another's");
  expect(statSync(path).ino).not.toBe(ino);
});
