import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CorpusNode, corpusNodes } from "../../../src/extension/corpus/corpusTree";
import { globsInForce } from "../../../src/extension/workspace/globsInForce";
import type { CorpusGroup, ListedEntry } from "../../../src/protocol/training";
import { ENGLISH } from "./localize";

const entry = (path: string, more: Partial<ListedEntry> = {}): ListedEntry => ({
  root: "/w",
  path,
  isFolder: false,
  ...more,
});

const group = (entries: readonly ListedEntry[], more: Partial<CorpusGroup> = {}): CorpusGroup => ({
  count: entries.length,
  size: 0,
  entries,
  ...more,
});

/** The tree as indented lines. */
const draw = (nodes: readonly CorpusNode[], indent = ""): string[] =>
  nodes.flatMap(({ kind, label, description, children }) => [
    `${indent}${kind} ${label}${description === undefined ? "" : ` (${description})`}`,
    ...draw(children, `${indent}  `),
  ]);

test("what is read comes in its folders, what is left out by reason", () => {
  const read = [entry("a/b/c.ts"), entry("a/d.ts", { detail: "a/b/c.ts" }), entry("e.ts")];
  const vendored = [entry("node_modules", { isFolder: true, detail: "node_modules/" })];
  const groups = [group(read, { size: 2100 }), group(vendored, { reason: "third-party code", count: 4 })];
  const nodes = corpusNodes({ groups }, ENGLISH);
  expect(draw(nodes)).toEqual([
    "group Read (3, 3 KB)",
    "  folder a (2)",
    "    folder b (1)",
    "      file c.ts",
    "    file d.ts (much like a/b/c.ts)",
    "  file e.ts",
    "group Left out: third-party code (4)",
    "  folder node_modules (node_modules/)",
    "  more and 3 more",
  ]);
  expect(nodes[0]!.children[0]!.children[1]!.path).toBe(join("/w", "a", "d.ts"));
  const excludable = nodes.map(({ children }) => children.map(({ excludableFrom }) => excludableFrom));
  expect(excludable).toEqual([
    ["/w", "/w"],
    [undefined, undefined],
  ]);
});

test("of several folders each has its own branch, also where they have one name", () => {
  const groups = [
    group([entry("a.ts"), entry("a.ts", { root: "/x/w" })]),
    group([entry("", { root: "/y/.ssh", isFolder: true })], { reason: "may hold secrets" }),
  ];
  expect(draw(corpusNodes({ groups }, ENGLISH))).toEqual([
    "group Read (2)",
    "  folder w (1)",
    "    file a.ts",
    "  folder w (1)",
    "    file a.ts",
    "group Left out: may hold secrets (1)",
    "  folder .ssh (1)",
    "    folder .ssh",
  ]);
});

describe("the editor's excludes", () => {
  test.each<[unknown[], string[]]>([
    [
      [{ "**/.git": true, "**/dist": false }, { "**/out": true }],
      ["**/.git", "**/out"],
    ],
    [[{ "**/*.js": { when: "$(basename).ts" } }, undefined], []],
    [[{ a: true }, { a: true }], ["a"]],
    [[{ "": true, b: "true", c: 1 }, null], []],
  ])("%j: %j", (settings, globs) => {
    expect(globsInForce(settings)).toEqual(globs);
  });
});
