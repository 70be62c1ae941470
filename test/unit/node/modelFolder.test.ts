import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parameterShapes } from "../../../src/core/models/parameters";
import { readModelFolder } from "../../../src/node/modelFolder";
import { writeModelFolder } from "../../../src/node/writeModelFolder";

const fixtures = ["bert-2x32", "bert-3x48-heads3", "distilbert-2x32"].map((name) => `test/fixtures/${name}`);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "model-folder-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(fixtures)("%s", (fixture) => {
  test("has the parameters of its configuration, in declaration order", async () => {
    const { config, parameters } = await readModelFolder(fixture);
    expect([...parameters].map(([name, { shape }]) => [name, shape])).toEqual([...parameterShapes(config)]);
  });

  test("comes back bit for bit", async () => {
    const model = await readModelFolder(fixture);
    const copy = join(root, "copy");
    await writeModelFolder(copy, { ...model, tokenizerFiles: model.tokenizerFiles.texts });
    for (const name of ["model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt"]) {
      expect((await readFile(join(copy, name))).equals(await readFile(join(fixture, name))), name).toBe(true);
    }
    expect(await readModelFolder(copy)).toEqual(model);
    expect(await readdir(root)).toEqual(["copy"]);
  });
});
