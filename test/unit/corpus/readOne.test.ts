import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_CORPUS_OPTIONS } from "../../../src/core/corpus/options";
import { fileReader } from "../../../src/node/corpus/readOne";
import { scanCorpus } from "../../../src/node/corpus/scan";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

const FILES: Readonly<Record<string, string>> = {
  "a.txt": "the lamp is lit",
  "deep/er/b.md": "the tide comes in",
  "deep/.gitignore": "ignored*\n",
  "deep/ignored.txt": "not to be read",
  "deep/er/ignored.md": "nor this",
  "node_modules/x/index.js": "vendored",
  "keys.pem": "-----BEGIN PRIVATE KEY-----",
  "config.js": `const token = "ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}";`,
  "excluded/c.txt": "left out by a setting",
  "empty.txt": "",
};

test("of one file is read what a walk through all reads of it", async () => {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(at(), name, ".."), { recursive: true });
    writeFileSync(join(at(), name), text);
  }
  const options = { ...DEFAULT_CORPUS_OPTIONS, exclude: ["excluded"] };
  const reader = fileReader([at()], options);
  const walked = new Map<string, string>();
  for await (const { path, verdict } of scanCorpus([at()], options))
    if (verdict.kind === "read") walked.set(path, verdict.text);
  const texts = Object.keys(FILES).map((name) => {
    const place = reader.placeOf(join(at(), name));
    return [name, reader.textOf(place), walked.get(place)] as const;
  });
  for (const [name, alone, among] of texts) expect(alone, name).toBe(among);
  expect(texts.filter(([, text]) => text !== undefined).map(([name]) => name)).toEqual([
    "a.txt",
    "deep/er/b.md",
    "deep/.gitignore",
  ]);
});

test("a file that is gone or elsewhere has no text, and links above it are followed", () => {
  mkdirSync(join(at(), "real"));
  writeFileSync(join(at(), "real", "a.txt"), "the lamp is lit");
  symlinkSync(join(at(), "real"), join(at(), "link"));
  const reader = fileReader([join(at(), "link")], DEFAULT_CORPUS_OPTIONS);
  const textOf = (...names: string[]) => reader.textOf(reader.placeOf(join(at(), ...names)));
  expect(textOf("link", "a.txt")).toBe("the lamp is lit");
  expect(textOf("real", "a.txt")).toBe("the lamp is lit");
  expect(textOf("link", "b.txt")).toBeUndefined();
  expect(textOf("a.txt")).toBeUndefined();
  rmSync(join(at(), "real", "a.txt"));
  expect(textOf("link", "a.txt")).toBeUndefined();
});
