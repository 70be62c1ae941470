import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random";
import { collate } from "../../../src/core/training/batch";
import { chunks, shuffledBatches } from "../../../src/core/training/batches";
import { trainingGigaflops } from "../../../src/core/training/cost";
import { PART_BYTES, partSize } from "../../../src/core/training/parts";
import { Sequences } from "../../../src/core/training/sequences";
import { TokenizedFiles } from "../../../src/core/training/tokenizedFiles";
import { smallTokenizer } from "../../support/smallTokenizer";
import { TINY } from "../../support/tinyModel";

const [CLS, SEP] = [2, 3];
const tokenizer = smallTokenizer(["a", "b", "c", "d", "##d"]);
const [A, B, C] = [5, 6, 7];

function sequencesOf(texts: readonly string[], length: number, lineByLine: boolean): number[][] {
  const files = new TokenizedFiles(tokenizer, lineByLine);
  for (const [index, text] of texts.entries()) files.add({ path: `${index}.txt` }, text);
  const sequences = files.sequences(files.files, length);
  return Array.from({ length: sequences.count }, (_, index) => [...sequences.at(index)]);
}

describe("packing", () => {
  test.each<[string, string[], number, number[][]]>([
    ["one file that fits", ["a b"], 8, [[CLS, A, B, SEP]]],
    ["files one after the other", ["a", "b"], 8, [[CLS, A, SEP, CLS, B, SEP]]],
    [
      "cut at the length",
      ["a b c", "a"],
      4,
      [
        [CLS, A, B, C],
        [SEP, CLS, A, SEP],
      ],
    ],
    ["a shorter last one", ["a b c"], 4, [[CLS, A, B, C], [SEP]]],
    [
      "an empty file between",
      ["a", " \n", "b"],
      3,
      [
        [CLS, A, SEP],
        [CLS, B, SEP],
      ],
    ],
    ["nothing at all", ["", "\t"], 8, []],
  ])("%s", (_name, texts, length, expected) => {
    expect(sequencesOf(texts, length, false)).toEqual(expected);
  });
});

describe("one line for each example", () => {
  test.each<[string, string[], number, number[][]]>([
    [
      "lines",
      ["a\nb c"],
      8,
      [
        [CLS, A, SEP],
        [CLS, B, C, SEP],
      ],
    ],
    [
      "blank lines and carriage returns",
      ["a\r\n\r\n \nb\n"],
      8,
      [
        [CLS, A, SEP],
        [CLS, B, SEP],
      ],
    ],
    [
      "a long line loses its end, but keeps [SEP]",
      ["a b c a b c", "c"],
      4,
      [
        [CLS, A, B, SEP],
        [CLS, C, SEP],
      ],
    ],
    ["a line that just fits", ["a b"], 4, [[CLS, A, B, SEP]]],
  ])("%s", (_name, texts, length, expected) => {
    expect(sequencesOf(texts, length, true)).toEqual(expected);
  });
});

describe("a sequence at the length of the others", () => {
  const at = (bounds: readonly number[], isStream: boolean, index: number, length: number) => [
    ...new Sequences(
      Int32Array.from({ length: 10 }, (_, id) => id),
      bounds,
      isStream,
    ).atLength(index, length),
  ];

  test.each<[string, readonly number[], boolean, number, number, number[]]>([
    ["of a stream is itself", [0, 4, 8, 10], true, 1, 4, [4, 5, 6, 7]],
    ["at the end of a stream has tokens before it", [0, 4, 8, 10], true, 2, 4, [6, 7, 8, 9]],
    ["that is the whole stream stays short", [8, 10], true, 0, 4, [8, 9]],
    ["of separate ones stays short", [0, 4, 8, 10], false, 2, 4, [8, 9]],
  ])("%s", (_name, bounds, isStream, index, length, expected) => {
    expect(at(bounds, isStream, index, length)).toEqual(expected);
  });
});

const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 30 });

describe("batches", () => {
  test("hold every sequence once, at most batchSize of them, of similar lengths", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 7 }), fc.nat(), (sizes, batchSize, seed) => {
        const bounds = [0];
        for (const size of sizes) bounds.push(bounds[bounds.length - 1] + size);
        const sequences = new Sequences(new Int32Array(bounds.at(-1) as number), bounds);
        const batches = shuffledBatches(sequences, batchSize, createRandom(seed));
        expect(batches.flat().sort((a, b) => a - b)).toEqual([...sizes.keys()]);
        expect(batches).toHaveLength(Math.ceil(sizes.length / batchSize));
        const ranges = batches.map((batch) => batch.map((index) => sizes[index]).sort((a, b) => a - b));
        ranges.sort((a, b) => a[0] - b[0] || a[a.length - 1] - b[b.length - 1]);
        for (const [index, range] of ranges.entries()) {
          if (index > 0) expect(range[0]).toBeGreaterThanOrEqual(ranges[index - 1].at(-1) as number);
        }
      }),
      { seed: 3 },
    );
  });

  test("come in an order that the seed decides", () => {
    const sequences = new Sequences(
      new Int32Array(400),
      Array.from({ length: 101 }, (_, index) => index * 4),
    );
    const order = (seed: number) => shuffledBatches(sequences, 8, createRandom(seed));
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
  });

  test.each([
    [[], 3, []],
    [[1, 2, 3], 3, [[1, 2, 3]]],
    [[1, 2, 3, 4], 3, [[1, 2, 3], [4]]],
  ])("%o in chunks of %d", (items, size, expected) => {
    expect(chunks<number>(items, size)).toEqual(expected);
  });
});

describe("collating", () => {
  const examples = [
    { inputIds: [2, 4, 3], positions: [1], labels: [7] },
    { inputIds: [2, 4, 6, 4, 3], positions: [1, 3], labels: [8, 9] },
  ];

  test("lies sequence-first, padded to the longest, with the masked rows in order", () => {
    const { feeds, ...sizes } = collate(examples, TINY);
    expect(sizes).toEqual({ sequence: 5, batch: 2, masked: 3, padding: true });
    const ids = (name: string) => Array.from(feeds[name].data as BigInt64Array, Number);
    expect(ids("input_ids")).toEqual([2, 2, 4, 4, 3, 6, 0, 4, 0, 3]);
    expect(ids("position_ids")).toEqual([0, 1, 2, 3, 4]);
    expect(ids("masked_positions")).toEqual([2, 3, 7]);
    expect(ids("label_positions")).toEqual([0, 7, 1, 8, 2, 9]);
    expect(feeds["attention_bias"].shape).toEqual([2, 1, 1, 5]);
    expect(Array.from(feeds["attention_bias"].data as Float32Array, (bias) => bias < 0)).toEqual(
      [0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map(Boolean),
    );
  });

  test("needs no bias where nothing is padded, and heeds an attention mask", () => {
    expect(collate(examples.slice(1), TINY).feeds["attention_bias"]).toBeUndefined();
    const masked = collate([{ ...examples[1], attentionMask: [1, 1, 1, 1, 0] }], TINY);
    expect(masked.padding).toBe(true);
  });
});

const BERT_BASE = {
  ...TINY,
  vocabSize: 30522,
  hiddenSize: 768,
  intermediateSize: 3072,
  numHiddenLayers: 12,
  numAttentionHeads: 12,
};

test("training on one sequence costs six operations for each weight and token", () => {
  expect(trainingGigaflops(BERT_BASE, 128, 0.15)).toBeCloseTo(
    6 * 128 * (85e6 + 2.4e6 + 0.15 * 24e6) * 1e-9,
    -1,
  );
});

describe("the parts of a batch", () => {
  const rule = { config: BERT_BASE, mlmProbability: 0.15, partBytes: PART_BYTES, threads: 2 };

  test.each([
    ["all of a usual batch of BERT-base", rule, 8, 128, 8],
    ["halves of twice as many", rule, 16, 128, 8],
    ["parts of one size where it can be", rule, 12, 128, 6],
    ["one long sequence after the other", rule, 8, 512, 1],
    ["never none", { ...rule, partBytes: 1 }, 8, 128, 1],
    ["all of a large batch of a small model", { ...rule, config: TINY }, 1024, 32, 1024],
    ["as they were, of a run that was begun before", { ...rule, partBytes: undefined }, 8, 128, 1],
    ["as they were, with more threads", { ...rule, partBytes: undefined, threads: 8 }, 8, 128, 6],
  ])("are %s", (_name, parts, count, sequence, expected) => {
    expect(partSize(parts, count, sequence)).toBe(expected);
  });
});
