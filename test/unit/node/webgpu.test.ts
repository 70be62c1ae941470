import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { parseReport } from "../../../src/report/parse";
import { ended, type Finished, run, start } from "../../support/commandLine";
import { SMALL } from "../../support/smallFolder";
import { softwareGpu } from "../../support/softwareGpu";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const gpu = softwareGpu();
if (gpu === undefined)
  console.warn("No GPU in software here (Chromium's, on Linux x64): WebGPU is not tested.");

/** Of the weights in `gpuUses`, which grow. */
const SMALLEST_MEGABYTES = 64;

const onGpu = (...argv: string[]): Promise<Finished> => {
  const child = start(at("."), argv, { ...gpu, XDG_CACHE_HOME: at("cache") });
  child.stdin.end();
  return ended(child);
};

describe.skipIf(gpu === undefined)("with a GPU in software", () => {
  test.each(["bert-2x32", "modernbert-4x32"])(
    "%s: numbers agree with PyTorch's, and nothing is said",
    async (name) => {
      const { code, stdout, stderr } = await onGpu(
        ...["verify", resolve("test/fixtures", name), "--device", "webgpu", "--json"],
      );
      expect([code, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    },
  );

  test("a model is trained there, nearly as on the processor; auto prefers the processor, and remembers it", async () => {
    for (const file of readdirSync("sample/src").slice(0, 9)) cpSync(`sample/src/${file}`, at("text", file));
    const short = [
      ...["--epochs", "1", "--max-seq-length", "32", "--batch-size", "32"],
      ...["--learning-rate", "0.01", "--max-eval-sequences", "16"],
    ];
    const train = async (device: string) => {
      const report = at(`${device}.json`);
      const output = ["--output", at(device), "--report", report];
      const { code, stderr } = await onGpu(
        "train",
        at("text"),
        ...SMALL,
        ...short,
        ...output,
        "--device",
        device,
      );
      expect([code, stderr]).toEqual([0, ""]);
      return parseReport(readFileSync(report, "utf8"))!;
    };
    const [webgpu, cpu, auto] = [await train("webgpu"), await train("cpu"), await train("auto")];
    expect([webgpu, cpu, auto].map(({ settings }) => settings.device)).toEqual(["webgpu", "cpu", "cpu"]);
    const lossOf = ({ evaluations }: typeof cpu) => evaluations.at(-1)!.loss;
    expect(lossOf(webgpu)).toBeCloseTo(lossOf(cpu), 3);
    expect(lossOf(webgpu)).toBeLessThan(webgpu.evaluations[0]!.loss);
    expect(lossOf(auto)).toBe(lossOf(cpu));
    const known = readFileSync(at("cache", "workspace-mlm", "devices.json"), "utf8");
    expect(JSON.parse(known)).toMatchObject([{ threads: 1, hiddenSize: 64, device: "cpu" }]);
  });

  test("what is released leaves nothing on the GPU, whose memory is the process's here", () => {
    const script = at("gpuUses.cjs");
    buildSync({
      ...{ entryPoints: ["test/support/gpuUses.ts"], outfile: script, bundle: true, platform: "node" },
      ...{ external: ["onnxruntime-node"], logLevel: "error" },
    });
    const env = { ...process.env, ...gpu, NODE_PATH: resolve("node_modules") };
    const output = execFileSync(process.execPath, ["--expose-gc", script], { env, encoding: "utf8" });
    const [before, first, ...later] = output.trim().split("\n").map(Number);
    expect(later).toHaveLength(3);
    expect(first).toBeGreaterThan(before); // the library and the GPU's driver stay
    for (const megabytes of later) expect(megabytes - first).toBeLessThan(SMALLEST_MEGABYTES);
  });
});

test("without a GPU a command says so in one sentence, and answers from the processor", async () => {
  const fill = ["fill", "the [MASK] is", "--model", resolve("test/fixtures/bert-2x32")];
  const child = start(at("."), [...fill, "--device", "webgpu"], { VK_ICD_FILENAMES: "/nonexistent" });
  child.stdin.end();
  const [asked, plain] = [await ended(child), await run(at("."), fill)];
  expect(asked.stdout).toBe(plain.stdout);
  const sentence = /^No GPU can be used here, so the processor is used instead: .+\.\n$/;
  if (process.platform === "linux" || asked.stderr !== "") expect(asked.stderr).toMatch(sentence); // others have a GPU without Vulkan
  expect(asked.code).toBe(0);
});
