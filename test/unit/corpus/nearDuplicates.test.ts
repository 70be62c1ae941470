import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashIndex, type Key } from "../../../src/core/corpus/hashIndex";
import { withoutLicenceHeader } from "../../../src/core/corpus/licenceHeader";
import { minHash, SIGNATURE_LENGTH, similarity } from "../../../src/core/corpus/minHash";
import { generator, makeWorkspace, prose, scan } from "./workspace";

/** Jaccard similarity of the sets of four consecutive words, the slow way. */
function jaccard(a: string, b: string): number {
  const shingles = (text: string) => {
    const words = text.split(/\W+/).filter(Boolean);
    return new Set(words.slice(3).map((_, i) => words.slice(i, i + 4).join(" ")));
  };
  const [left, right] = [shingles(a), shingles(b)];
  const common = [...left].filter((shingle) => right.has(shingle)).length;
  return common / (left.size + right.size - common);
}

/** The text with this share of its words replaced. */
function changed(text: string, share: number, seed: number): string {
  const random = generator(seed);
  return text.replace(/\w+/g, (word) => (random() < share ? `new${Math.floor(random() * 1e9)}` : word));
}

test.each([0, 0.01, 0.03, 0.1, 0.3])(
  "the estimate is near the true similarity with a share of %d changed",
  (share) => {
    const errors = Array.from({ length: 20 }, (_, seed) => {
      const text = prose(800, seed + 1);
      const other = changed(text, share, seed + 100);
      return similarity(minHash(text)!, minHash(other)!) - jaccard(text, other);
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.25);
  },
);

test("short texts have no signature, long ones have all of it", () => {
  expect(minHash(prose(50))).toBeUndefined();
  expect(minHash(prose(60))).toHaveLength(SIGNATURE_LENGTH);
  expect(similarity(minHash(prose(60, 1))!, minHash(prose(60, 2))!)).toBeLessThan(0.2);
});

test("ten near copies of a template count about once", async () => {
  const template = prose(500);
  const copies = Array.from({ length: 10 }, (_, i) => [`copy${i}.md`, template.replace(/\w+/, `Name${i}`)]);
  const others = Array.from({ length: 10 }, (_, i) => [`other${i}.md`, prose(500, i + 50)]);
  const files = await scan(makeWorkspace(Object.fromEntries([...copies, ...others])));
  const weights = (prefix: string) =>
    files.flatMap(({ relativePath, verdict }) =>
      relativePath.startsWith(prefix) && verdict.kind === "read" ? [verdict.weight] : [],
    );
  expect(weights("copy")).toHaveLength(10);
  expect(weights("copy").reduce((sum, weight) => sum + weight)).toBeLessThan(1.6);
  expect(weights("other")).toEqual(Array(10).fill(1));
  const last = files.find(({ relativePath }) => relativePath === "copy9.md")?.verdict;
  expect(last).toMatchObject({ kind: "read", nearDuplicateOf: { relativePath: "copy0.md" } });
});

describe("licence headers", () => {
  const code = "export const one = 1;\n";
  test.each([
    ["block", `/*\n * Copyright 2024 Someone\n * Licensed under the MIT licence.\n */\n\n${code}`, code],
    ["lines", `// Copyright (c) Someone. All rights reserved.\n// See LICENSE.\n${code}`, code],
    ["SPDX", `// SPDX-License-Identifier: MIT\n${code}`, code],
    ["hash with interpreter", `#!/bin/sh\n# Copyright Someone\n\n${code}`, `#!/bin/sh\n${code}`],
    ["XML", `<?xml version="1.0"?>\n<!-- Copyright Someone -->\n<a/>\n`, `<?xml version="1.0"?>\n<a/>\n`],
    ["another comment", `/* What this module does. */\n${code}`, `/* What this module does. */\n${code}`],
    ["later comment", `${code}// Copyright Someone\n`, `${code}// Copyright Someone\n`],
    ["the licence itself", "# MIT Licence\n# Copyright Someone\n", "# MIT Licence\n# Copyright Someone\n"],
    ["prose", "Copyright Someone\n\nText\n", "Copyright Someone\n\nText\n"],
  ])("%s", (_, text, expected) => {
    expect(withoutLicenceHeader(text)).toBe(expected);
  });
});

test("a hash index is a map", () => {
  const key = fc.tuple(
    fc.constantFrom(0, 1, 2 ** 32 - 1),
    fc.integer({ min: 0, max: 5000 }),
  ) as fc.Arbitrary<Key>;
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(2 ** 32 - 2)), { maxLength: 3000 }), (entries) => {
      const index = hashIndex();
      const map = new Map<string, number>();
      for (const [entry, value] of entries) {
        index.set(entry, value);
        map.set(entry.join(), value);
      }
      expect(index.size).toBe(map.size);
      for (const [entry] of entries) expect(index.get(entry)).toBe(map.get(entry.join()));
      expect(index.get([7, 7])).toBeUndefined();
    }),
    { seed: 3, numRuns: 50 },
  );
});
