import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { DEFAULTS } from "../src/engine/defaultOptions";
import { pauseGate } from "../src/engine/follow/pauseGate";
import { planTraining } from "../src/engine/training/plan";
import { runTraining } from "../src/engine/trainingRun";
import type { TrainParams } from "../src/protocol/training";
import { runMain } from "./shared/main";

const OPTIONS = {
  epochs: { kind: "integer", default: 4, min: 1, max: 1000, help: "of each run" },
  threads: { kind: "integer", default: 1, min: 1, max: 1024, help: "processor threads to use" },
  scratch: { kind: "flag", help: "start from random values" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- estimate [FOLDER] [OPTIONS]

Compares the time that a plan estimates with the time that the run takes, for a first and a second run on FOLDER, the
sample project when absent.

${describeOptions(OPTIONS)}`;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

function params(folder: string, storage: string, values: Values): TrainParams {
  return {
    roots: [resolve(folder)],
    folderExclude: {},
    storage,
    base: resolve("models/base"),
    settings: {
      size: "tiny",
      epochs: values.epochs,
      patience: 0,
      checkpointMinutes: DEFAULTS.checkpointMinutes,
      learningRate: 0,
      batchSize: DEFAULTS.batchSize,
      sequenceLength: 128,
      maskingProbability: 0.15,
      fromScratch: values.scratch,
      wholeWord: false,
      newWords: DEFAULTS.newWords,
      threads: values.threads,
      device: "cpu",
      onBattery: "continue",
      seed: 42,
      include: [],
      exclude: [],
      maxFileSize: 1024 * 1024,
    },
  };
}

async function compare(name: string, run: TrainParams): Promise<void> {
  const never = new AbortController().signal;
  const asked = performance.now();
  const { estimatedSeconds } = await planTraining(run, never);
  const planned = (performance.now() - asked) / 1000;
  const control = { stop: never, suspend: never, gate: pauseGate() };
  const { seconds } = await runTraining(run, {
    ...control,
    progress() {},
    report() {},
    changes() {},
    warn: console.error,
  });
  const figures = `estimated ${estimatedSeconds.toFixed(1)} s, took ${seconds.toFixed(1)} s`;
  console.log(
    `${name}: ${figures}, ratio ${(estimatedSeconds / seconds).toFixed(2)}; plan ${planned.toFixed(2)} s`,
  );
}

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const [folder = "sample"] = positionals;
  const storage = mkdtempSync(join(tmpdir(), "mlm-estimate-"));
  try {
    for (const name of ["first run", "second run"]) await compare(name, params(folder, storage, values));
  } finally {
    rmSync(storage, { recursive: true, force: true });
  }
}

runMain(main);
