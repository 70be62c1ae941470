/*
 * Compares the time that a plan estimates with the time that the run takes, for a first and a second run.
 *
 *   npm run bench -- estimate [FOLDER] [--epochs N] [--threads N]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pauseGate } from "../src/engine/pauseGate";
import { planTraining } from "../src/engine/plan";
import { runTraining } from "../src/engine/trainingRun";
import { USUAL } from "../src/engine/usualOptions";
import type { TrainParams } from "../src/protocol/training";

const { values, positionals } = parseArgs({
  options: {
    epochs: { type: "string", default: "4" },
    threads: { type: "string", default: "1" },
    scratch: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

function params(storage: string): TrainParams {
  return {
    roots: [resolve(positionals[0] ?? "sample")],
    folderExclude: {},
    storage,
    base: resolve("models/base"),
    settings: {
      size: "tiny",
      epochs: Number(values.epochs),
      patience: 0,
      checkpointMinutes: USUAL.checkpointMinutes,
      learningRate: 0,
      batchSize: USUAL.batchSize,
      sequenceLength: 128,
      maskingProbability: 0.15,
      fromScratch: values.scratch,
      wholeWord: false,
      newWords: USUAL.newWords,
      threads: Number(values.threads),
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

async function main(): Promise<void> {
  const storage = mkdtempSync(join(tmpdir(), "mlm-estimate-"));
  try {
    for (const name of ["first run", "second run"]) await compare(name, params(storage));
  } finally {
    rmSync(storage, { recursive: true, force: true });
  }
}

void main();
