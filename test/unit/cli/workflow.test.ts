import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseReport } from "../../../src/report/parse";
import { contentOf, ended, expectFault, type Finished, run, start } from "../../support/commandLine";
import { canMount, withDisk } from "../../support/disk";
import { largeFolder, SMALL, smallFolder } from "../../support/smallFolder";

let root: string;
let trained: Finished;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-cli-"));
  smallFolder(join(root, "text"));
  trained = await run(root, ["train", "text", ...SMALL, "--epochs", "2", "--output", "model"]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const jsonLines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("train", () => {
  test("tells what it read, how it went and what it learnt", () => {
    expect(trained.code, trained.stderr).toBe(0);
    const { stdout } = trained;
    expect(stdout).toMatch(/^Read \d+ files \([\d,]+ characters\)/);
    expect(stdout).toMatch(/\nModel: [\d,]+ parameters, 1 layers? of 64, 500 tokens in the vocabulary\.\n/);
    expect(stdout).toMatch(
      /\nBefore training: held-out loss [\d.]+, perplexity [\d.]+, top-1 [\d.]+ %, top-5 [\d.]+ %/,
    );
    expect(stdout).toMatch(/\nEpoch 2: training loss [\d.]+\n/);
    expect(stdout).toMatch(
      /\nThe new model: the right word first [\d.]+\s%, among five [\d.]+\s%, of \d+ words in (one file|\d+ files)\.( The best evaluation was chosen on the same text\.)?\nThe words are hidden in \S+\.\w+.*\.\nWhat was learnt is in .*model\.\n/,
    );
    expect(stdout).toMatch(/\nInput: {2}.*\[MASK\].*\nBefore: .*\nAfter: {2}.*\nOutput: /);
    expect(trained.stderr).toBe("");
  });

  test("writes a whole model and nothing else", () => {
    const names = Object.keys(contentOf(join(root, "model"))).map((path) =>
      path.slice(join(root, "model").length + 1),
    );
    expect(names).toEqual([
      "config.json",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
      "vocab.txt",
      "workspace-mlm.json",
    ]);
  });

  test("fits the order of words to the model, and fill goes by it", async () => {
    const notes = join(root, "model", "workspace-mlm.json");
    const { ranking, ...others } = JSON.parse(readFileSync(notes, "utf8"));
    expect(ranking).toEqual({
      model: expect.anything(),
      document: expect.anything(),
      workspace: expect.anything(),
    });
    cpSync(join(root, "model"), join(root, "unfitted"), { recursive: true });
    writeFileSync(join(root, "unfitted", "workspace-mlm.json"), JSON.stringify(others));
    const argv = ["fill", "Licensed under the [MASK] License.", "--memory", "text", "--json", "--model"];
    const [fitted, unfitted] = [await run(root, [...argv, "model"]), await run(root, [...argv, "unfitted"])];
    expect([fitted.code, unfitted.code], fitted.stderr).toEqual([0, 0]);
    expect(fitted.stdout).not.toBe(unfitted.stdout);
  });

  test("passes on the licence and the data notices of the model that it starts from, to the card of its export", async () => {
    cpSync(join(root, "model"), join(root, "box"), { recursive: true });
    writeFileSync(join(root, "box", "README.md"), "---\nlicense: apache-2.0\n---\n");
    writeFileSync(join(root, "box", "DATA-NOTICES"), "All texts are by Ada.\n");
    const tune = ["train", "text", "--model", "box", "--epochs", "4", "--learning-rate", "3e-3"];
    expect((await run(root, [...tune, "--output", "tuned"])).code).toBe(0);
    expect((await run(root, ["export", "tuned", "--no-onnx", "--output", "shared"])).code).toBe(0);
    const read = (name: string) => readFileSync(join(root, "shared", name), "utf8");
    expect(read("README.md")).toContain("\nlicense: apache-2.0\n");
    expect(read("README.md")).toContain("stands in `DATA-NOTICES`");
    expect(read("DATA-NOTICES")).toBe("All texts are by Ada.\n");
  });

  test("goes on from a model, prints every event as JSON, and lowers its loss", async () => {
    const more = await run(root, [
      "train",
      "text",
      "--model",
      "model",
      "--epochs",
      "4",
      "--learning-rate",
      "3e-3",
      "--threads",
      "1",
      "--json",
      "--output",
      "more",
    ]);
    expect(more.code, more.stderr).toBe(0);
    const events = jsonLines(more.stdout);
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual(["reading", "prepared", "evaluation", "step"]);
    expect(types.slice(-4)).toEqual(["epoch", "evaluation", "finished", "samples"]);
    const { newWords, vocabSize, ...prepared } = events[1];
    expect(prepared).toMatchObject({ type: "prepared", files: expect.any(Number) });
    expect(newWords).toContain("centimetres");
    expect(vocabSize).toBe(500 + newWords.length);
    const steps = events.filter(({ type }) => type === "step");
    expect(steps.at(-1)).toMatchObject({ step: steps.length, totalSteps: steps.length, epoch: 4 });
    const losses = events.filter(({ type }) => type === "epoch").map(({ loss }) => loss);
    expect(losses[3]).toBeLessThan(losses[0]);
    expect(events.at(-2)).toEqual({
      type: "finished",
      steps: steps.length,
      stopped: false,
      kept: "tuned",
      words: {
        before: expect.objectContaining({ words: expect.any(Number) }),
        after: expect.objectContaining({ words: expect.any(Number) }),
        ...{ files: expect.any(Array), isChosenOnThem: expect.any(Boolean), languages: expect.any(Array) },
      },
      output: join(root, "more"),
    });
    expect(events.at(-1).fills[0]).toMatchObject({
      text: expect.stringContaining("[MASK]"),
      answer: expect.any(String),
    });
  });

  test("does the same again for the same seed", async () => {
    const again = await run(root, ["train", "text", ...SMALL, "--epochs", "2", "--output", "again"]);
    expect(again.code).toBe(0);
    const [one, other] = ["model", "again"].map((name) =>
      readFileSync(join(root, name, "model.safetensors")),
    );
    expect(one.equals(other)).toBe(true);
  });

  test("an output that is there already is left as it is", async () => {
    const before = contentOf(join(root, "model"));
    expectFault(
      await run(root, ["train", "text", ...SMALL, "--output", "model"]),
      /is already there; choose another --output/,
      2,
    );
    expect(contentOf(join(root, "model"))).toEqual(before);
  });

  test("--overwrite replaces a model, but no other folder, and says so before training", async () => {
    cpSync(join(root, "model"), join(root, "old"), { recursive: true });
    const argv = ["train", "text", ...SMALL, "--epochs", "1", "--overwrite", "--output"];
    expect((await run(root, [...argv, "old"])).code).toBe(0);
    expect(contentOf(join(root, "old"))).not.toEqual(contentOf(join(root, "model")));
    const text = contentOf(join(root, "text"));
    expectFault(
      await run(root, [...argv, "text"]),
      /text also holds LICENSE, which is no part of a model/,
      2,
    );
    expect(contentOf(join(root, "text"))).toEqual(text);
    expectFault(await run(root, [...argv, "text/LICENSE/model"]), /Cannot write .*model: .*not a folder/, 1);
  });

  test("Ctrl+C stops it with a usable model and exit code 130", async () => {
    const child = start(root, [
      "train",
      "text",
      ...SMALL,
      "--epochs",
      "1000",
      "--json",
      "--output",
      "stopped",
    ]);
    const result = ended(child);
    await new Promise<void>((seen) => {
      let steps = 0;
      child.stdout.on("data", (chunk: string) => {
        steps += chunk.split('"type":"step"').length - 1;
        if (steps >= 3) seen();
      });
    });
    const interruptedAt = performance.now();
    child.kill("SIGINT");
    const { code, stdout, stderr } = await result;
    expect(performance.now() - interruptedAt).toBeLessThan(3000);
    expect([code, stderr]).toEqual([130, ""]);
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      type: "finished",
      stopped: true,
      output: join(root, "stopped"),
    });
    expect((await run(root, ["info", "stopped"])).code).toBe(0);
    expect((await run(root, ["fill", "a [MASK]", "--model", "stopped"])).code).toBe(0);
  });

  test("a killed run is told of, and --resume ends in the model of the run that was never killed", async () => {
    const argv = ["train", "text", ...SMALL, "--epochs", "3", "--checkpoint-minutes", "0"];
    expect((await run(root, [...argv, "--output", "whole"])).code).toBe(0);
    const killed = [...argv, "--output", "killed"];
    const child = start(root, [...killed, "--json"]);
    const result = ended(child);
    await new Promise<void>((seen) => {
      let steps = 0;
      child.stdout.on("data", (chunk: string) => {
        steps += chunk.split('"type":"step"').length - 1;
        if (steps >= 7) seen();
      });
    });
    child.kill("SIGKILL");
    await result;
    expect(existsSync(join(root, "killed"))).toBe(false);
    const resumed = await run(root, [...killed, "--resume", "--report", "report.json"]);
    expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
    const model = (name: string) => readFileSync(join(root, name, "model.safetensors"));
    expect(model("killed").equals(model("whole"))).toBe(true);
    expect(existsSync(join(root, "killed.unfinished"))).toBe(false);
    const report = JSON.parse(readFileSync(join(root, "report.json"), "utf8"));
    expect(report).toMatchObject({ version: 1, status: "finished", kept: "tuned" });
    expect(report.words.languages.map(({ language }: { language: string }) => language)).toContain(
      "TypeScript",
    );
    expectFault(await run(root, [...killed, "--overwrite", "--resume"]), /no unfinished run to resume/, 2);
  });

  test.skipIf(!canMount(join(tmpdir(), `mlm-probe-${process.pid}`)))(
    "a run that fails on a full disk says so in its report, and what can be resumed stays",
    () =>
      withDisk(join(root, "disk"), "700k", async ({ path, resize }) => {
        const argv = ["train", "text", ...SMALL, "--epochs", "2", "--output", "disk/model"];
        const failed = await run(root, [...argv, "--report", "failed.json"]);
        expect(failed.code, failed.stdout).toBe(1);
        expect(failed.stderr).toMatch(/the disk is full; free some space\./);
        for (const file of [join(root, "failed.json"), join(path, "model.unfinished/report.json")]) {
          const report = parseReport(readFileSync(file, "utf8"));
          expect(report).toMatchObject({ status: "failed", kept: "base" });
          expect(report?.endedBecause).toMatch(/disk is full/);
        }
        expect(readdirSync(path)).toEqual(["model.unfinished"]);
        resize("16m");
        expect((await run(root, [...argv])).code).toBe(0);
        expect(readdirSync(path)).toEqual(["model"]);
      }),
    60_000,
  );

  test("Ctrl+C before the first step writes nothing", async () => {
    largeFolder(join(root, "large"));
    const child = start(root, ["train", "large", ...SMALL, "--json", "--output", "never"]);
    const result = ended(child);
    await once(child.stdout, "data"); // it says that it reads
    child.kill("SIGINT");
    const { code, stderr } = await result;
    expect([code, stderr]).toEqual([130, "Stopped.\n"]);
    expect(existsSync(join(root, "never"))).toBe(false);
  });

  test("a model inside the folder is not read as text", async () => {
    smallFolder(join(root, "home [1]"));
    const argv = ["train", ".", ...SMALL, "--epochs", "1", "--overwrite", "--output"];
    const [first, second] = [
      await run(join(root, "home [1]"), [...argv, "my (new) model"]),
      await run(join(root, "home [1]"), [...argv, "my (new) model"]),
    ];
    expect(first.code, first.stderr).toBe(0);
    expect(second.stdout.split(";")[0]).toBe(first.stdout.split(";")[0]);
    expect(second.stdout).toMatch(/left out: .*1 a model, whose vocabulary is no text/);
  });

  test("a reader that goes away does not lose the model", async () => {
    const child = start(root, ["train", "text", ...SMALL, "--epochs", "1", "--json", "--output", "unread"]);
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((done) => child.on("close", done));
    expect(code).toBe(0);
    expect(existsSync(join(root, "unread", "model.safetensors"))).toBe(true);
  });
});

describe("the trained model", () => {
  test("is described", async () => {
    const { code, stdout } = await run(root, ["info", "model"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/architecture +bert\n/);
    expect(stdout).toMatch(/vocabulary +500 tokens, cased\n/);
    const { stdout: json } = await run(root, ["info", "--model", "model", "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      folder: "model",
      tokens: 500,
      lowercase: false,
      config: { hiddenSize: 64 },
    });
  });

  test("fills masks: one array a text, in it one a mask, in it the candidates", async () => {
    const argv = [
      "fill",
      "const [MASK] = 1;",
      "[MASK] the [MASK]",
      "--model",
      "model",
      "--json",
      "--top-k",
      "3",
    ];
    const { code, stdout, stderr } = await run(root, argv);
    expect([code, stderr]).toEqual([0, ""]);
    const texts = jsonLines(stdout);
    expect(texts.map((masks) => masks.map((candidates: unknown[]) => candidates.length))).toEqual([
      [3],
      [3, 3],
    ]);
    for (const candidate of texts.flat(2)) {
      expect(Object.keys(candidate)).toEqual(["score", "token", "token_str", "sequence"]);
      expect(candidate.score).toBeGreaterThan(0);
    }
    const scores = texts[0][0].map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test("fills as text, also from standard input, and among targets only", async () => {
    const { stdout } = await run(
      root,
      ["fill", "--model", "model", "--top-k", "2"],
      "a [MASK] b\r\n\n[MASK] x [MASK]\n",
    );
    expect(stdout).toMatch(
      /^a \[MASK\] b\n {2} *[\d.]+ % {2}\S.*\n {2} *[\d.]+ % {2}\S.*\n\[MASK\] x \[MASK\]\n {2}\[MASK\] 1:\n/,
    );
    const { stdout: limited } = await run(root, [
      "fill",
      "a [MASK]",
      "--model",
      "model",
      "--json",
      "--targets",
      "the, a",
    ]);
    expect(
      JSON.parse(limited)[0]
        .map(({ token_str }: { token_str: string }) => token_str)
        .sort(),
    ).toEqual(["a", "the"]);
  });

  test("is the one in ./workspace-mlm-model when none is named", async () => {
    cpSync(join(root, "model"), join(root, "workspace-mlm-model"), { recursive: true });
    expect((await run(root, ["fill", "a [MASK]"])).code).toBe(0);
    rmSync(join(root, "workspace-mlm-model"), { recursive: true });
    expectFault(await run(root, ["fill", "a [MASK]"]), /There is no model yet: train one/, 2);
  });

  test("is evaluated, the same each time", async () => {
    const argv = ["eval", "text", "--model", "model", "--threads", "1", "--json"];
    const first = await run(root, argv);
    expect(first.code, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ loss: expect.any(Number), top5: expect.any(Number) });
    expect((await run(root, argv)).stdout).toBe(first.stdout);
    const { stdout } = await run(root, ["eval", "text", "--model", "model", "--threads", "1"]);
    expect(stdout).toMatch(
      /^Read .*\nWhole words: the right word first [\d.]+\s%, among five [\d.]+\s%, of \d+ words in (one file|\d+ files)\.\nTokens: held-out loss [\d.]+, perplexity/,
    );
  });

  test("is found as good by eval, on what training held out, as by its own training and in its card", async () => {
    const argv = ["eval", "text", "--model", "model", "--threads", "1", "--held-out", "--json"];
    const { words } = JSON.parse((await run(root, argv)).stdout);
    const { found } = JSON.parse(readFileSync(join(root, "model", "workspace-mlm.json"), "utf8"));
    expect(found).toMatchObject(words);
    const share = (count: number) => `${((100 * count) / words.words).toFixed(1)}`;
    const told = trained.stdout.replaceAll("\u00a0", " ");
    expect(told).toContain(
      `first ${share(words.first)} %, among five ${share(words.amongFive)} %, of ${words.words} words in ${words.files === 1 ? "one file" : `${words.files} files`}.`,
    );
    expect((await run(root, ["export", "model", "--output", "exported"])).code).toBe(0);
    expect(readFileSync(join(root, "exported", "README.md"), "utf8")).toContain(
      `| this model | ${share(words.first)} % | ${share(words.amongFive)} % |`,
    );
  });

  test("`| head -1` ends quietly", async () => {
    const child = start(root, ["fill", ...Array<string>(50).fill("a [MASK]"), "--model", "model"]);
    const result = ended(child);
    child.stdout.once("data", () => child.stdout.destroy());
    const { code, stderr } = await result;
    expect([code, stderr]).toEqual([0, ""]);
  });
});
