import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { writeSafetensors } from "../../../src/core/formats/writeSafetensors";
import { parametersOf } from "../../../src/core/models/families";
import { readModelFolder } from "../../../src/node/modelFolder";
import { readNotes } from "../../../src/node/modelNotes";
import { type WritableModel, writeModelFolder } from "../../../src/node/writeModelFolder";
import { REFERENCES } from "../../support/families";
import { rejection } from "../../support/safetensorsFile";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const fixtures = REFERENCES.map((name) => `test/fixtures/${name}`);
const isRoot = process.getuid?.() === 0;

async function readWritable(folder: string): Promise<WritableModel> {
  const { config, parameters, tokenizerFiles } = await readModelFolder(folder);
  const texts = Object.keys(tokenizerFiles).map(
    async (name) => [name, await readFile(join(folder, name), "utf8")] as const,
  );
  return { config, parameters, tokenizerFiles: Object.fromEntries(await Promise.all(texts)) };
}

/** A copy of a fixture without its weights. */
async function withoutWeights(folder: string): Promise<void> {
  await cp(fixtures[0], folder, { recursive: true });
  await rm(join(folder, "model.safetensors"));
}

describe.each(fixtures)("%s", (fixture) => {
  test("has the parameters of its configuration, in declaration order", async () => {
    const { config, parameters } = await readModelFolder(fixture);
    expect([...parameters].map(([name, { shape }]) => [name, shape])).toEqual(
      parametersOf(config).map(({ name, shape }) => [name, shape]),
    );
  });

  test("comes back bit for bit", async () => {
    const model = await readModelFolder(fixture);
    await writeModelFolder(at("copy"), await readWritable(fixture));
    for (const name of ["model.safetensors", ...Object.keys(model.tokenizerFiles)]) {
      expect((await readFile(at("copy", name))).equals(await readFile(join(fixture, name))), name).toBe(true);
    }
    expect(await readModelFolder(at("copy"))).toEqual(model);
    expect(await readdir(at())).toEqual(["copy"]);
  });

  test("in shards loads equal", async () => {
    const model = await readModelFolder(fixture);
    await cp(fixture, at("sharded"), { recursive: true });
    await rm(at("sharded", "model.safetensors"));
    await writeShards(at("sharded"), model.parameters);
    expect(await readModelFolder(at("sharded"))).toEqual(model);
  });

  test("in fp16 takes half and loads within its precision", async () => {
    const model = await readModelFolder(fixture);
    await writeModelFolder(at("half"), await readWritable(fixture), { dtype: "F16" });
    expect(JSON.parse(await readFile(at("half", "config.json"), "utf8")).dtype).toBe("float16");
    const half = await readModelFolder(at("half"));
    for (const [name, { data }] of model.parameters) {
      const rounded = half.parameters.get(name)!.data;
      const worst = Math.max(
        ...data.map((value, i) => Math.abs(value - rounded[i]) / (Math.abs(value) + 1e-4)),
      );
      expect(worst, name).toBeLessThan(2 ** -11);
    }
  });
});

async function writeShards(folder: string, parameters: WritableModel["parameters"]): Promise<void> {
  const weight_map: Record<string, string> = {};
  for (const shard of [0, 1]) {
    const file = `model-0000${shard + 1}-of-00002.safetensors`;
    const part = new Map([...parameters].filter((_, i) => i % 2 === shard));
    for (const name of part.keys()) weight_map[name] = file;
    await writeFile(join(folder, file), [...writeSafetensors(part)]);
  }
  await writeFile(join(folder, "model.safetensors.index.json"), JSON.stringify({ metadata: {}, weight_map }));
}

describe("a tokenizer's files", () => {
  test("are parsed, and left out where the folder lacks them", async () => {
    const { tokenizerFiles } = await readModelFolder(fixtures[0]);
    expect(tokenizerFiles["tokenizer.json"]).toMatchObject({ model: { type: "WordPiece" } });
    expect(tokenizerFiles["tokenizer_config.json"]).toMatchObject({ tokenizer_class: "BertTokenizer" });
    expect(tokenizerFiles["vocab.txt"]).toMatch(/^\[PAD\]\n/);
    const model = {
      ...(await readWritable(fixtures[0])),
      tokenizerFiles: { "tokenizer_config.json": { a: 1 } },
    };
    await writeModelFolder(at("model"), model);
    expect((await readModelFolder(at("model"))).tokenizerFiles).toEqual({
      "tokenizer_config.json": { a: 1 },
    });
    expect(await readFile(at("model", "tokenizer_config.json"), "utf8")).toBe('{\n  "a": 1\n}\n');
  });
});

describe("a folder is refused:", () => {
  const index = (content: unknown) => async () => {
    await withoutWeights(at("m"));
    await writeFile(at("m", "model.safetensors.index.json"), JSON.stringify(content));
  };
  const shard = (name: unknown) => index({ weight_map: { a: name } });
  const replaced = (file: string, content: string) => async () => {
    await cp(fixtures[0], at("m"), { recursive: true });
    await writeFile(at("m", file), content);
  };
  const pickle = (name: string) => async () => {
    await withoutWeights(at("m"));
    await writeFile(at("m", name), "cos\nsystem\n(S'exit 1'\ntR.");
  };

  test.each<[name: string, make: () => Promise<unknown>, message: RegExp]>([
    ["missing", async () => {}, /^Cannot read the model folder .+m: it does not exist\.$/],
    ["a file", () => writeFile(at("m"), ""), /^Cannot read the model folder .+m: .+ not a folder\.$/],
    ["empty", () => mkdir(at("m")), /m has no config\.json, so it is not a model folder/],
    ["config.json is no JSON", replaced("config.json", "{"), /config\.json is not valid JSON/],
    ["config.json is empty", replaced("config.json", ""), /config\.json is not valid JSON/],
    [
      "config.json is huge",
      replaced("config.json", " ".repeat(2e6)),
      /config\.json has 2000000 bytes, more than/,
    ],
    [
      "config.json of another model",
      replaced("config.json", '{"model_type":"gpt2"}'),
      /m.config\.json: "model_type"/,
    ],
    ["tokenizer.json is no JSON", replaced("tokenizer.json", "x"), /tokenizer\.json is not valid JSON/],
    [
      "cut weights",
      replaced("model.safetensors", "x"),
      /m.model\.safetensors is not a valid safetensors file/,
    ],
    ["no weights", () => withoutWeights(at("m")), /m has no model\.safetensors\.$/],
    [
      "pytorch_model.bin",
      pickle("pytorch_model.bin"),
      /only pytorch_model\.bin, which is never opened.+convert/,
    ],
    ["a .pt", pickle("weights.pt"), /only weights\.pt, which is never opened/],
    ["a .ckpt", pickle("bert_model.ckpt"), /only bert_model\.ckpt, which is never opened/],
    ["an index without a map", index({}), /index\.json: "weight_map" is absent, but is needed/],
    ["an empty index", index({ weight_map: {} }), /index\.json: "weight_map" is {}, but must not be empty/],
    ["a shard above", shard("../model.safetensors"), /names the shard "\.\.\/model\.safetensors"/],
    ["an absolute shard", shard("/etc/model.safetensors"), /names the shard "\/etc/],
    ["a shard on a drive", shard("C:model.safetensors"), /names the shard "C:model/],
    ["a shard behind a backslash", shard("..\\model.safetensors"), /names the shard/],
    ["a pickled shard", shard("pytorch_model-00001-of-00001.bin"), /names the shard/],
    ["a shard that is a number", shard(1), /"weight_map\.a" is 1, but must be a string/],
    ["a missing shard", shard("model-00001-of-00001.safetensors"), /00001\.safetensors: it does not exist/],
  ])("%s", async (_, make, message) => {
    await make();
    const fault = await rejection(readModelFolder(at("m")));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(message);
    expect((fault as Fault).message).not.toContain("\n");
  });

  test.skipIf(isRoot || process.platform === "win32")("not readable", async () => {
    await cp(fixtures[0], at("m"), { recursive: true });
    await chmod(at("m", "config.json"), 0);
    expect(await rejection(readModelFolder(at("m")))).toMatchObject({
      message: expect.stringMatching(/config\.json: permission is denied/),
    });
  });

  test("damaged at random, or else read", async () => {
    await cp(fixtures[2], at("m"), { recursive: true });
    const names = [
      "config.json",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
      "vocab.txt",
    ];
    const damage = fc.record({
      name: fc.constantFrom(...names),
      place: fc.nat(),
      bit: fc.nat(7),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, place, bit, cut }) => {
        const bytes = await readFile(join(fixtures[2], name));
        const offset = place % Math.min(bytes.length, 5000);
        bytes[offset] ^= 1 << bit;
        await writeFile(at("m", name), cut ? bytes.subarray(0, offset) : bytes);
        const [outcome] = await Promise.allSettled([readModelFolder(at("m"))]);
        if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(Fault);
        await copyFile(join(fixtures[2], name), at("m", name));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});

describe("writing a model", () => {
  const read = () => readWritable(fixtures[0]);

  test("into a folder with files is refused, and the files stay", async () => {
    await mkdir(at("home"));
    await writeFile(at("home", "thesis.txt"), "x");
    for (const replace of [false, true]) {
      const fault = await rejection(writeModelFolder(at("home"), await read(), { replace }));
      expect(fault).toMatchObject({
        kind: "bad-option",
        message: expect.stringMatching(/not empty|also holds thesis/),
      });
    }
    expect(await readdir(at("home"))).toEqual(["thesis.txt"]);
    expect(await readdir(at())).toEqual(["home"]);
  });

  test("over a model happens on request only", async () => {
    await writeModelFolder(at("m"), await read());
    const other = await readWritable(fixtures[2]);
    expect(await rejection(writeModelFolder(at("m"), other))).toMatchObject({ kind: "bad-option" });
    expect((await readModelFolder(at("m"))).config.modelType).toBe("bert");
    await writeModelFolder(at("m"), other, { replace: true });
    expect((await readModelFolder(at("m"))).config.modelType).toBe("distilbert");
    expect(await readdir(at())).toEqual(["m"]);
  });

  test("over a model with notes, and with what a process left that was killed while it wrote them, works", async () => {
    const [model, dead] = [await readWritable(fixtures[0]), 2 ** 22 + 1];
    await writeModelFolder(at("m"), model, { notes: { name: "Mine" } });
    await writeFile(at("m", `.workspace-mlm.json.tmp-${dead}-0123abcd-0123abcd`), "{");
    await writeModelFolder(at("m"), model, { replace: true });
    expect(await readNotes(at("m"))).toEqual({});
    expect((await readdir(at("m"))).filter((name) => name.includes("workspace-mlm"))).toEqual([]);
  });

  test("into an empty folder works", async () => {
    await mkdir(at("m"));
    await writeModelFolder(at("m"), await read());
    expect((await readModelFolder(at("m"))).config.modelType).toBe("bert");
  });

  test.each([
    ["a file", () => writeFile(at("m"), "x")],
    ["a link", () => symlink(at(), at("m"))],
  ])("over %s is refused", async (_, make) => {
    await make();
    expect(await rejection(writeModelFolder(at("m"), await read(), { replace: true }))).toMatchObject({
      kind: "bad-option",
    });
    expect(await readdir(at())).toEqual(["m"]);
  });

  test.each<[string, (model: WritableModel) => WritableModel["parameters"], RegExp]>([
    [
      "without a weight",
      ({ parameters }) => new Map([...parameters].slice(1)),
      /word_embeddings.weight does not fit/,
    ],
    [
      "with a weight too many",
      ({ parameters }) => new Map([...parameters, ["x", { shape: [1], data: new Float32Array(1) }]]),
      /The weight x does not fit/,
    ],
    [
      "with a misshapen weight",
      ({ parameters }) =>
        new Map(parameters).set("cls.predictions.bias", { shape: [1], data: new Float32Array(1) }),
      /cls\.predictions\.bias does not fit/,
    ],
    [
      "that is not finite",
      ({ parameters }) =>
        new Map(parameters).set("cls.predictions.bias", {
          shape: [400],
          data: new Float32Array(400).fill(Number.NaN),
        }),
      /cls\.predictions\.bias holds values that are not finite/,
    ],
  ])("%s is refused and leaves nothing behind", async (_, change, message) => {
    const model = await read();
    const fault = await rejection(writeModelFolder(at("m"), { ...model, parameters: change(model) }));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(message);
    expect(await readdir(at())).toEqual([]);
  });
});
