import { describe, expect, test } from "vitest";
import { Evidence, SURROUNDINGS } from "../../../src/core/memory/evidence";
import { gapBetween, matchingLeft, matchingRight } from "../../../src/core/memory/gap";
import { wordSource } from "../../../src/core/memory/knownWords";
import { MemoryBuilder } from "../../../src/core/memory/memoryBuilder";
import { createWordTable } from "../../../src/core/memory/wordTable";
import { WorkspaceMemory } from "../../../src/core/memory/workspaceMemory";
import { createRandom } from "../../../src/core/random";
import { smallTokenizer } from "../../support/smallTokenizer";

const tokenizer = smallTokenizer([
  "the",
  "keeper",
  "lights",
  "lamp",
  "light",
  "##house",
  "##s",
  "a",
  "of",
  ".",
]);
const table = createWordTable(tokenizer);
const idsOf = (text: string) => tokenizer.encode(text, { addSpecialTokens: false }).ids;

function memoryOf(files: Readonly<Record<string, string>>): WorkspaceMemory {
  const builder = new MemoryBuilder(table);
  for (const [path, text] of Object.entries(files)) builder.add(path, idsOf(text));
  return new WorkspaceMemory(table, builder.build());
}

/** Each word that the memory knows for the gap, with how often it was met in the surroundings. */
function words(evidence: Evidence, surroundings: readonly [number, number]): Record<string, number> {
  const at = SURROUNDINGS.findIndex(([left, right]) => left === surroundings[0] && right === surroundings[1]);
  const met = [...evidence.words.values()].map(
    ({ pieces, met }) => [tokenizer.decode(pieces), met[at]] as const,
  );
  return Object.fromEntries(met.filter(([, times]) => times > 0));
}

function gapOf(text: string) {
  const [before = "", after = ""] = text.split("?");
  return gapBetween(idsOf(before), idsOf(after));
}

describe("the words of a workspace by their neighbours", () => {
  const files = {
    "/w/one": "the keeper lights the lamp.",
    "/w/two": "the keeper lights a lighthouse. of the lamp",
  };

  test.each<[string, readonly [number, number], Record<string, number>]>([
    ["the keeper ?", [2, 0], { lights: 2 }],
    ["keeper lights ?", [2, 0], { the: 1 }], // not "a": a single letter is no word
    ["lights a ?", [2, 0], { lighthouse: 1 }],
    ["? lamp.", [0, 2], { the: 1 }],
    ["lights the ?. ", [2, 1], { lamp: 1 }],
    ["keeper the ?", [2, 0], {}],
    ["the ? lights a", [1, 2], { keeper: 1 }],
  ])("%s", (gap, surroundings, expected) => {
    expect(words(memoryOf(files).evidence(gapOf(gap)), surroundings)).toEqual(expected);
  });

  test("the document's own file does not count", () => {
    expect(words(memoryOf(files).evidence(gapOf("the keeper ?"), "/w/one"), [2, 0])).toEqual({ lights: 1 });
  });

  test("a file that is exchanged counts as it is now, and one that is taken out no more", () => {
    const memory = memoryOf(files);
    memory.exchange("/w/one", idsOf("the keeper lamp"));
    expect(words(memory.evidence(gapOf("the keeper ?")), [2, 0])).toEqual({ lights: 1, lamp: 1 });
    memory.exchange("/w/one", idsOf("the keeper of the keeper of"));
    expect(words(memory.evidence(gapOf("the keeper ?")), [2, 0])).toEqual({ lights: 1, of: 2 });
    expect(words(memory.evidence(gapOf("the keeper ?"), "/w/one"), [2, 0])).toEqual({ lights: 1 });
    for (const path of ["/w/one", "/w/two"]) memory.exchange(path, undefined);
    expect(words(memory.evidence(gapOf("the keeper ?")), [2, 0])).toEqual({});
  });

  test("a memory of nothing knows nothing", () => {
    expect(new WorkspaceMemory(table).evidence(gapOf("the keeper ?")).words.size).toBe(0);
  });
});

test("what is found by hashes is what a search through all words finds", () => {
  const random = createRandom(1);
  const ids = Int32Array.from({ length: 3000 }, () => 5 + random.nextBelow(10));
  const builder = new MemoryBuilder(table);
  for (let file = 0; file < 10; file++) builder.add(`/w/${file}`, ids.subarray(300 * file, 300 * (file + 1)));
  const memory = new WorkspaceMemory(table, builder.build());
  for (let trial = 0; trial < 50; trial++) {
    const at = 10 + random.nextBelow(ids.length - 20);
    const gap = gapBetween(ids.subarray(0, at), ids.subarray(at + 1));
    expect(countsOf(memory.evidence(gap))).toEqual(countsOf(searched(memory, gap)));
  }
});

function searched({ base: { tokens } }: WorkspaceMemory, gap: ReturnType<typeof gapBetween>): Evidence {
  const evidence = new Evidence();
  for (let at = 0; at < tokens.length; at = table.endOf(tokens, at)) {
    const end = table.endOf(tokens, at);
    const match = { left: matchingLeft(tokens, at, gap), right: matchingRight(tokens, end, gap) };
    const isNear = match.left >= 2 || match.right >= 2;
    if (isNear && table.isRemembered(tokens, at, end)) evidence.count(tokens, at, end, match);
  }
  return evidence;
}

const countsOf = ({ words, met }: Evidence) => ({
  all: [...met],
  words: Object.fromEntries([...words].map(([key, { met }]) => [key, [...met]])),
});

test("of more text than a memory holds an even share of the files is kept, always the same", () => {
  const build = () => {
    const builder = new MemoryBuilder(table, 2000);
    for (let file = 0; file < 100; file++)
      builder.add(`/w/${file}`, new Int32Array(99).fill(idsOf("lamp")[0]));
    return { files: builder.files, kept: builder.build().files.map(({ path }) => path) };
  };
  const { files, kept } = build();
  expect(files.added).toBe(100);
  expect(files.kept).toBe(kept.length);
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(build().kept).toEqual(kept);
});

test("a document's words are known with their distance, its masks and single letters not", () => {
  const before = idsOf("the lamp of a keeper. [MASK] the");
  const after = idsOf(". lamp lighthouses");
  const { document, workspace } = wordSource(table)(before, after, gapBetween(before, after));
  const distances = [...document!.words.values()].map(({ pieces, distance }) => [
    tokenizer.decode(pieces),
    distance,
  ]);
  expect(Object.fromEntries(distances)).toEqual({ the: 1, lamp: 2, of: 6, keeper: 4, lighthouses: 3 });
  expect(workspace).toBeUndefined();
});
