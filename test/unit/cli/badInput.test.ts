import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, inject, test } from "vitest";
import { contentOf, copyFixture, ended, expectFault, run } from "../../support/commandLine";
import { REFERENCES } from "../../support/families";
import { SMALL } from "../../support/smallFolder";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();

describe.concurrent("arguments", () => {
  test.each(["train", "fill", "eval", "verify", "info"])("%s --help says how it is used", async (command) => {
    const { code, stdout, stderr } = await run(tmpdir(), [command, "--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^Usage: workspace-mlm ${command} `));
    expect(stdout).toContain("--json");
    expect(stdout.split("\n").every((line) => line.length <= 160)).toBe(true);
  });

  test.each([
    [["--help"], 0],
    [["-h"], 0],
    [["help"], 0],
    [[], 2],
  ])("%o lists the commands", async (argv, exitCode) => {
    const { code, stdout } = await run(tmpdir(), argv);
    expect(code).toBe(exitCode);
    for (const command of ["train", "fill", "eval", "verify", "info"])
      expect(stdout).toContain(`  ${command} `);
  });

  test.each<[string[], RegExp]>([
    [["trian", "x"], /^There is no command "trian"; see workspace-mlm --help\.$/m],
    [["train"], /Name the folder to train on/],
    [["eval"], /Name the folder to evaluate on/],
    [["verify"], /Name one reference folder/],
    [["train", "x", "--epoch", "3"], /^Unknown option '--epoch'; see --help\.$/m],
    [["train", "x", "--seed"], /'--seed <value>' argument missing; see --help\.$/m],
    [["train", "x", "--seed", "-5"], /'--seed' argument is ambiguous; see --help\.$/m],
    [["train", "x", "--json=yes"], /'--json' does not take an argument; see --help\.$/m],
    [
      ["train", "x", "--epochs", "10001"],
      /^--epochs must be a whole number from 0 to 10000, not "10001"\.$/m,
    ],
    [["train", "x", "--epochs", "1.5"], /--epochs must be a whole number/],
    [["train", "x", "--epochs", "many"], /--epochs must be a whole number .* not "many"/],
    [["train", "x", "--seed=-5"], /--seed must be a whole number from 0 to 4294967295, not "-5"/],
    [["train", "x", "--learning-rate", "NaN"], /--learning-rate must be a number from 0 to 1, not "NaN"/],
    [["train", "x", "--mlm-probability", "1"], /--mlm-probability must be a number from 0.01 to 0.9/],
    [
      ["train", "x", "--lr-scheduler-type", "step"],
      /--lr-scheduler-type must be one of linear, cosine, constant, not "step"/,
    ],
    [["train", "x", "--hidden-size", "100"], /--hidden-size must be a multiple of 64, not 100/],
    [
      ["train", "x", "--from-scratch", "--model", "m0"],
      /--from-scratch starts without a model, so leave out --model/,
    ],
    [["train", "x", "--threads", ""], /--threads must be a whole number from 1 to \d+, not ""/],
    [["fill", "no mask", "--model", "m"], /Cannot read the model folder m: it does not exist/],
    [["fill"], /Give a text with a \[MASK\]/],
  ])("%o", async (argv, message) => {
    const isModel = argv.includes("m");
    expectFault(await run(tmpdir(), argv), message, isModel ? 1 : 2);
  });
});

describe("folders to train on", () => {
  const train = (...folders: string[]) => run(at(), ["train", ...folders, ...SMALL, "--output", "model"]);

  test.each<[string, () => void, RegExp]>([
    ["is missing", () => undefined, /^Cannot read .*text: it does not exist\.$/m],
    [
      "is a file",
      () => writeFileSync(at("text"), "x"),
      /^Cannot read .*text: it, or a part of its path, is not a folder\.$/m,
    ],
    ["is empty", () => mkdirSync(at("text")), /^There is no text to read in .*text: it is empty; choose/m],
    [
      "holds no text",
      () => {
        mkdirSync(at("text"));
        writeFileSync(at("text", "a.bin"), new Uint8Array(5000));
        writeFileSync(at("text", "b.txt"), "");
      },
      /^There is no text to read in .*text: all 2 entries are left out/m,
    ],
  ])("one that %s", async (_name, make, message) => {
    make();
    expectFault(await train("text"), message, 1);
    expect(Object.keys(contentOf(at())).filter((path) => path.includes("model"))).toEqual([]);
  });

  test("one of a single word", async () => {
    mkdirSync(at("text"));
    writeFileSync(at("text", "a.txt"), "word");
    const { code, stderr } = await train("text", "--seed", "3");
    expect(code).toBe(stderr === "" ? 0 : 1);
    expect(stderr).toMatch(/^(No token was masked in any epoch.*\n)?$/);
  });

  test("a model that is too large to train is refused", async () => {
    mkdirSync(at("text"));
    writeFileSync(at("text", "a.txt"), "some words are here");
    const huge = ["--from-scratch", "--hidden-size", "4096", "--num-layers", "48", "--output", "model"];
    expectFault(
      await run(at(), ["train", "text", ...huge]),
      /^The model has \d+ million parameters and needs [\d.]+ GiB to train; 4\.0 GiB is the most/m,
      1,
    );
  });
});

describe("a model that is broken", () => {
  beforeEach(() => copyFixture(at("model")));
  const weights = () => at("model", "model.safetensors");
  const config = (change: object) => {
    const path = at("model", "config.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
  };
  /** The header's length, a JSON object, then the data. */
  const header = (
    edit: (header: Record<string, { data_offsets: number[]; dtype: string; shape: number[] }>) => void,
  ) => {
    const bytes = readFileSync(weights());
    const length = Number(bytes.readBigUInt64LE(0));
    const parsed = JSON.parse(bytes.toString("utf8", 8, 8 + length));
    edit(parsed);
    const text = Buffer.from(JSON.stringify(parsed));
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(text.length));
    writeFileSync(weights(), Buffer.concat([size, text, bytes.subarray(8 + length)]));
  };
  const WORDS = "bert.embeddings.word_embeddings.weight";

  const cases: readonly (readonly [string, () => void, RegExp])[] = [
    ["weights cut short", () => truncateSync(weights(), 60_000), /model\.safetensors/],
    ["no weights at all", () => truncateSync(weights(), 0), /model\.safetensors/],
    [
      "a header of 4 GB",
      () => {
        const bytes = readFileSync(weights());
        bytes.writeBigUInt64LE(4n * 2n ** 30n, 0);
        writeFileSync(weights(), bytes);
      },
      /model\.safetensors.*header/,
    ],
    ["bytes beyond the data", () => appendFileSync(weights(), "more"), /model\.safetensors/],
    [
      "overlapping tensors",
      () =>
        header((h) => {
          h["cls.predictions.bias"].data_offsets = h[WORDS].data_offsets.map((o, i) =>
            i ? h[WORDS].data_offsets[0] + 4 * h["cls.predictions.bias"].shape[0] : o,
          );
        }),
      /model\.safetensors/,
    ],
    [
      "a negative offset",
      () =>
        header((h) => {
          h[WORDS].data_offsets[0] = -4;
        }),
      /model\.safetensors/,
    ],
    [
      "another dtype",
      () =>
        header((h) => {
          h[WORDS].dtype = "I64";
        }),
      /word_embeddings/,
    ],
    [
      "a weight that is NaN",
      () => {
        const bytes = readFileSync(weights());
        bytes.writeFloatLE(Number.NaN, bytes.length - 8);
        writeFileSync(weights(), bytes);
      },
      /not (a )?finite/,
    ],
    ["a config that contradicts the weights", () => config({ hidden_size: 64 }), /shape|size/],
    ["a config with more layers than the weights", () => config({ num_hidden_layers: 3 }), /layer\.2/],
    [
      "a config of another model",
      () => config({ model_type: "gpt2" }),
      /config\.json: "model_type" is "gpt2"/,
    ],
    [
      "a config that is no JSON",
      () => writeFileSync(at("model", "config.json"), "{"),
      /config\.json is not valid JSON/,
    ],
    ["no config", () => rmSync(at("model", "config.json")), /has no config\.json/],
    ["fewer words than the tokenizer", () => config({ vocab_size: 100 }), /vocab|shape/],
    [
      "a vocabulary without [MASK]",
      () => {
        rmSync(at("model", "tokenizer.json"));
        const path = at("model", "vocab.txt");
        writeFileSync(path, readFileSync(path, "utf8").replace("[MASK]", "[HIDDEN]"));
      },
      /vocab\.txt.*\[MASK\]/,
    ],
    [
      "only a pickle",
      () => renameSync(weights(), at("model", "pytorch_model.bin")),
      /only pytorch_model\.bin, which is never opened because such a file can run code; convert it/,
    ],
    [
      "no tokenizer",
      () => {
        rmSync(at("model", "tokenizer.json"));
        rmSync(at("model", "vocab.txt"));
      },
      /neither tokenizer\.json nor vocab\.txt/,
    ],
  ];

  test.each(cases)("%s", async (_name, spoil, message) => {
    spoil();
    const before = contentOf(at());
    expectFault(await run(at(), ["fill", "a [MASK]", "--model", "model"]), message, 1);
    expect(contentOf(at())).toEqual(before);
  });

  test("refuses to be trained on as well, and writes nothing", async () => {
    mkdirSync(at("text"));
    writeFileSync(at("text", "a.txt"), "some words");
    truncateSync(weights(), 60_000);
    const before = contentOf(at());
    expectFault(
      await run(at(), ["train", "text", "--model", "model", "--output", "out"]),
      /model\.safetensors/,
      1,
    );
    expect(contentOf(at())).toEqual(before);
  });

  test("its whole twin fills, but not a text without [MASK], nor a target of two tokens", async () => {
    expect((await run(at(), ["fill", "a [MASK]", "--model", "model"])).code).toBe(0);
    expectFault(
      await run(at(), ["fill", "a", "--model", "model"]),
      /^The text has no \[MASK\] to fill: "a"\.$/m,
      2,
    );
    const targets = ["--targets", "a,two words"];
    expectFault(
      await run(at(), ["fill", "[MASK]", "--model", "model", ...targets]),
      /The target "two words" is not a single token/,
      2,
    );
  });

  test("a sequence length beyond its positions is refused", async () => {
    mkdirSync(at("text"));
    writeFileSync(at("text", "a.txt"), "some words");
    const argv = ["train", "text", "--model", "model", "--max-seq-length", "4096"];
    expectFault(await run(at(), argv), /--max-seq-length 4096 is more than the model's \d+ positions/, 2);
  });

  test("an evaluation on a text too short to mask a token", async () => {
    mkdirSync(at("text"));
    writeFileSync(at("text", "a.txt"), "a");
    expectFault(
      await run(at(), ["eval", "text", "--model", "model", "--mlm-probability", "0.01"]),
      /There is nothing to evaluate on/,
      1,
    );
  });
});

describe("what nobody foresaw", () => {
  test("is one line too, and all of it for whoever asks", async () => {
    copyFixture(at("model"));
    const path = at("model", "batch.json");
    const batch = JSON.parse(readFileSync(path, "utf8"));
    batch.input_ids[0][1] = 1e6;
    writeFileSync(path, JSON.stringify(batch));
    const { code, stdout, stderr } = await run(at(), ["verify", "model"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^Something unforeseen went wrong: .*indices.* \(WORKSPACE_MLM_DEBUG=1 shows more\)\.\n$/,
    );
    process.env["WORKSPACE_MLM_DEBUG"] = "1";
    const full = await run(at(), ["verify", "model"]);
    delete process.env["WORKSPACE_MLM_DEBUG"];
    expect(full.stderr).toMatch(/\n\s+at /);
  });

  test.skipIf(!existsSync("/dev/full"))("an output that is full is one line", async () => {
    const child = spawn("/bin/sh", ["-c", `"${process.execPath}" "${inject("cli")}" --help > /dev/full`], {
      env: { ...process.env, NODE_PATH: resolve("node_modules") },
    });
    const { code, stderr } = await ended(child);
    expect(stderr).toBe("Cannot write the output: no space left on device.\n");
    expect(code).toBe(1);
  });
});

describe("verify", () => {
  test.each(REFERENCES)("finds %s in order", async (name) => {
    const { code, stdout, stderr } = await run(".", ["verify", join("test/fixtures", name)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 2)),
    ).toEqual(Array(8).fill("ok"));
  });

  test("finds a weight that was changed", async () => {
    copyFixture(at("model"));
    const path = at("model", "model.safetensors");
    const bytes = readFileSync(path);
    bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 400) + 0.3, bytes.length - 400);
    writeFileSync(path, bytes);
    const { code, stdout, stderr } = await run(at(), ["verify", "model"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}loss/m);
    expect(stderr).toMatch(/^Out of tolerance: .*loss/);
    const json = await run(at(), ["verify", "model", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false });
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      "without a batch",
      (folder) => rmSync(join(folder, "batch.json")),
      /Cannot read .*batch\.json: it does not exist/,
    ],
    ["without gradients", (folder) => rmSync(join(folder, "grads.safetensors")), /grads\.safetensors/],
    [
      "of other fields",
      (folder) => writeFileSync(join(folder, "expected.json"), "{}"),
      /expected\.json has no "loss"/,
    ],
  ])("refuses a folder %s", async (_name, spoil, message) => {
    copyFixture(at("model"));
    spoil(at("model"));
    expectFault(await run(at(), ["verify", "model"]), message, 1);
  });
});
