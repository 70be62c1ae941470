import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { describeOptions, parseOptions } from "../src/cli/options";
import { parametersOf } from "../src/core/models/families";
import { initialParameters } from "../src/core/models/initialize";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom } from "../src/core/random";
import { elementCount } from "../src/core/tensor";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { describeMachine } from "./shared/machine";
import { runMain } from "./shared/main";
import { benchConfig, type ModelName, START_SIZES } from "./shared/models";
import { createOurStep } from "./shared/ourStep";
import { quantile } from "./shared/rounds";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "list", placeholder: START_SIZES.join("|"), help: "may be repeated; all when absent" },
  steps: { kind: "integer", default: 5, min: 1, max: 1000, help: "training steps to time, after two others" },
  fills: { kind: "integer", default: 20, min: 1, max: 1000, help: "predictions to time, after two others" },
  threads: { kind: "integer", default: availableParallelism(), min: 1, max: 1024, help: "of each" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- sizes [OPTIONS]

What a model of a published size costs here, with random weights: a training step of 8 x 128 tokens as training takes it,
with dropout, and the prediction of one [MASK] among 128 tokens; each in a process of its own, with its peak memory.

${describeOptions(OPTIONS)}`;

const [BATCH, SEQUENCE, WARM_UP] = [8, 128, 2];

interface Cost {
  readonly parameters: number;
  readonly milliseconds: number;
  readonly peakMegabytes: number;
}

type Work = "train" | "fill";

/** Runs `once` after a warm-up; the median. */
async function median(count: number, once: () => Promise<void>): Promise<number> {
  const milliseconds: number[] = [];
  for (let turn = 0; turn < count + WARM_UP; turn++) {
    const start = performance.now();
    await once();
    if (turn >= WARM_UP) milliseconds.push(performance.now() - start);
  }
  return quantile(milliseconds, 0.5);
}

function trainMilliseconds(name: ModelName, steps: number, threads: number): Promise<number> {
  const config = benchConfig(name, 0.1);
  const step = createOurStep({ config, batch: BATCH, sequence: SEQUENCE, threads, whole: false });
  return median(steps, () => step.take(step.nextParts()));
}

async function fillMilliseconds(name: ModelName, fills: number, threads: number): Promise<number> {
  const config = benchConfig(name, 0);
  const backend = onnxRuntimeBackend({ threads, spinning: false });
  const predictor = await createPredictor(backend, config, initialParameters(config, 0), USUAL_PRECISION);
  const random = createRandom(0);
  const sequence = () => Array.from({ length: SEQUENCE }, () => random.nextBelow(config.vocabSize));
  return median(fills, async () => {
    await predictor.logits([{ ids: sequence(), positions: [SEQUENCE / 2] }]);
  });
}

/** Does the work in a process of its own, whose peak memory it then is. */
function measure(work: Work, name: ModelName, count: number, threads: number): Cost {
  const args = [__filename, "--serve", work, name, String(count), String(threads)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(stdout);
}

async function serve(work: Work, name: ModelName, count: number, threads: number): Promise<void> {
  const milliseconds = await (work === "train" ? trainMilliseconds : fillMilliseconds)(name, count, threads);
  const cost: Cost = {
    parameters: parametersOf(benchConfig(name, 0)).reduce((sum, { shape }) => sum + elementCount(shape), 0),
    milliseconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(cost));
}

function drive(argv: readonly string[]): void {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) {
    console.log(HELP);
    return;
  }
  const names = START_SIZES.filter((name) => values.model.length === 0 || values.model.includes(name));
  if (names.length === 0) throw new Error(`--model is one of ${START_SIZES.join(", ")}.`);
  const rows = [["size", "parameters, millions", "step, ms", "peak, MB", "prediction, ms", "peak, MB"]];
  for (const name of names) {
    const train = measure("train", name, values.steps, values.threads);
    const fill = measure("fill", name, values.fills, values.threads);
    const cells = [train, fill].flatMap((cost) => [
      cost.milliseconds.toFixed(0),
      cost.peakMegabytes.toFixed(0),
    ]);
    rows.push([name, (train.parameters / 1e6).toFixed(1), ...cells]);
  }
  console.log(`${describeMachine()}; ${values.threads} threads\n\n${markdownTable(rows)}`);
}

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first !== "--serve") return drive(first === undefined ? [] : [first, ...rest]);
  const [work, name, count, threads] = rest;
  await serve(work as Work, name as ModelName, Number(count), Number(threads));
}

runMain(main);
