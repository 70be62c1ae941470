import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { describeOptions, parseOptions } from "../src/cli/options";
import { heldOutExamples } from "../src/core/training/evaluation";
import type { Sequences } from "../src/core/training/sequences";
import { heldOutSeed } from "../src/core/training/train";
import { DEFAULTS, resolveOptions } from "../src/engine/defaultOptions";
import { prepare } from "../src/engine/start/prepare";
import { folderText } from "./shared/folderText";
import { describeMachine } from "./shared/machine";
import { runMain } from "./shared/main";
import { PYTHON, packageVersions } from "./shared/python";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "text", default: join("models", "base"), placeholder: "FOLDER", help: "to start from" },
  epochs: { kind: "integer", default: 3, min: 1, max: 100, help: "of both sides" },
  rounds: { kind: "integer", default: 1, min: 1, max: 100, help: "turns of each side" },
  threads: { kind: "integer", default: availableParallelism(), min: 1, max: 1024, help: "of each side" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- time-to-accuracy FOLDER [OPTIONS]

Seconds from the command to the held-out loss that Transformers' Trainer reaches at the end: "train" on FOLDER (the build in
dist, by npm run build) against a Trainer script that gets the same sequences, made already, starts from the same model and is
asked for the same hidden tokens after each epoch. Both take the batch, learning rate, warmup and clipping of our recipe. The
Python is the one that WORKSPACE_MLM_PYTHON names, else python3; it needs torch, transformers and accelerate.

${describeOptions(OPTIONS)}`;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

const CLI = join("dist", "cli.js");
const SEED = 42;
const LENGTH = 128;
const MASKING = { mlmProbability: 0.15, wholeWordMask: false };

/** An evaluation after an epoch, 0 before training. */
interface Reached {
  readonly epoch: number;
  /** In nats, of the held-out tokens that are hidden. */
  readonly loss: number;
  /** Since the command was given. */
  readonly seconds: number;
}

interface Side {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

async function bench(folder: string, values: Values): Promise<void> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is not there: run npm run build first.`);
  const versions = packageVersions(["torch", "transformers"]);
  const scratch = mkdtempSync(join(tmpdir(), "workspace-mlm-time-"));
  try {
    const task = join(scratch, "task.json");
    writeFileSync(task, JSON.stringify(await peerTask(folder, values)));
    const peer = { name: "Trainer", command: PYTHON, args: ["-W", "ignore", PEER, task] };
    console.log(`${describeMachine()}; ${versions}; ${values.threads} threads\n`);
    for (let round = 0; round < values.rounds; round++) {
      const theirs = await timed(peer);
      const ours = await timed(ourSide(folder, join(scratch, `model-${round}`), values));
      console.log(report(ours, theirs));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const PEER = join("bench", "peers", "torch_trainer.py");

function ourSide(folder: string, output: string, { model, epochs, threads }: Values): Side {
  const recipe = ["--epochs", `${epochs}`, "--patience", "0", "--new-words", "0", "--seed", `${SEED}`];
  const places = [folder, "--model", model, "--output", output, "--no-token-cache"];
  return {
    name: "ours",
    command: process.execPath,
    args: [CLI, "train", ...places, ...recipe, "--threads", `${threads}`, "--json"],
  };
}

/** What the other side is given: the sequences that "train" makes of the folder, and what it is asked for. */
async function peerTask(folder: string, { model: start, epochs: asked, threads }: Values): Promise<object> {
  const source = folderText(folder, LENGTH);
  const { model, data } = await prepare({ model: start }, source, new AbortController().signal);
  const { train, validation } = data;
  const { batchSize, warmupRatio, maxGradNorm, maxEvalSequences } = DEFAULTS;
  const text = { fromScratch: false, hiddenSize: model.config.hiddenSize, sequences: train.count };
  const { learningRate, epochs } = resolveOptions({ learningRate: 0, epochs: asked, batchSize }, text);
  const heldOut = heldOutExamples(validation, model.tokenizer, {
    masking: MASKING,
    seed: heldOutSeed({ seed: SEED }),
    maxSequences: maxEvalSequences,
  });
  return {
    model: resolve(start),
    train: wholeSequences(train),
    heldOut: heldOut.map((example) => ({ ...example, inputIds: Array.from(example.inputIds) })),
    ...{ epochs, batchSize, learningRate, warmupRatio, maxGradNorm, threads, seed: SEED },
    mlmProbability: MASKING.mlmProbability,
  };
}

/** Without the shorter last one, which run_mlm leaves out: a step of it alone may hide nothing, of which the mean is NaN. */
function wholeSequences(sequences: Sequences): number[][] {
  const all = Array.from({ length: sequences.count }, (_, index) => [...sequences.at(index)]);
  return all.filter(({ length }) => length === LENGTH);
}

/** Runs a side to its end; its evaluations are lines of JSON with an epoch and a loss. */
async function timed({ name, command, args }: Side): Promise<Reached[]> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done, failed) => child.on("close", done).on("error", failed));
  const reached: Reached[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { type, epoch, evaluation, loss } = JSON.parse(line);
    if (type !== "evaluation") continue;
    reached.push({ epoch, loss: evaluation?.loss ?? loss, seconds: (performance.now() - start) / 1000 });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ended with exit code ${code}.`);
  return reached;
}

function report(ours: readonly Reached[], theirs: readonly Reached[]): string {
  const target = theirs.at(-1)!;
  const there = ours.find(({ loss }) => loss <= target.loss);
  const cells = ({ loss, seconds }: Reached) => [loss.toFixed(4), seconds.toFixed(1)];
  const rows = ours.map((own, at) => [`${own.epoch}`, ...cells(own), ...cells(theirs[at])]);
  const table = markdownTable([["epoch", "ours: loss", "seconds", "Trainer: loss", "seconds"], ...rows]);
  const verdict = there
    ? `Trainer's last loss is reached in ${there.seconds.toFixed(1)} s against ${target.seconds.toFixed(1)}: ${(target.seconds / there.seconds).toFixed(2)} times as fast.`
    : `Trainer's last loss is not reached: ${ours.at(-1)?.loss.toFixed(4)} against ${target.loss.toFixed(4)}.`;
  return `${table}\n\n${verdict}\n`;
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else await bench(positionals[0], values);
});
