import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { toConfigJson } from "../src/core/models/configJson";
import { compareSides, ourSide, ROUND_OPTIONS, runBench, timedModels } from "./shared/comparison";
import { describeMachine } from "./shared/machine";
import { benchConfig, MODEL_NAMES, type ModelName } from "./shared/models";
import { createOurStep, type OurStepOptions } from "./shared/ourStep";
import { PYTHON, packageVersions } from "./shared/python";
import { type Comparison, medianRatio, quantile } from "./shared/rounds";
import { serve } from "./shared/serve";
import { markdownTable } from "./shared/table";
import type { WorkerCommand } from "./shared/worker";

const OPTIONS = {
  model: { kind: "list", placeholder: MODEL_NAMES.join("|"), help: "may be repeated; all when absent" },
  batch: { kind: "integer", default: 8, min: 1, max: 1024, help: "sequences in a step" },
  sequence: { kind: "integer", default: 128, min: 8, max: 512, help: "tokens in a sequence" },
  dropout: { kind: "number", default: 0.1, min: 0, max: 0.9, help: "on all sides; 0 switches it off" },
  steps: { kind: "integer", default: 2, min: 1, max: 1000, help: "steps in a turn" },
  ...ROUND_OPTIONS,
  whole: {
    kind: "flag",
    help: "run our batch at once, not in the parts in which training runs a large model",
  },
  against: {
    kind: "text",
    default: "",
    placeholder: "FOLDER",
    help: "run another version of this repository in turn, whose benches are built, instead of PyTorch",
  },
  json: { kind: "flag", help: "print every figure as JSON" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- step [OPTIONS]

Times a training step (forward, loss, backward, clipping, AdamW) with 15 % of the tokens masked: ours,
Transformers on PyTorch as run_mlm trains ("transformers"), and PyTorch with the head at the masked positions only
("strong"). The sides run in turn, each in a process of its own. The Python is the one that WORKSPACE_MLM_PYTHON
names, else python3; it needs torch and transformers.

${describeOptions(OPTIONS)}`;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

function sidesOf(model: ModelName, { against, ...values }: Values): WorkerCommand[] {
  const { batch, sequence, dropout, threads, whole } = values;
  const config = benchConfig(model, dropout);
  const ours: OurStepOptions = { config, batch, sequence, threads, whole };
  if (against !== "") {
    const other = ourSide(join(against, "dist", "bench", "step.js"), ours);
    return [ourSide(__filename, ours), { ...other, name: against }];
  }
  const script = join("bench", "peers", "torch_step.py");
  const peer = (variant: string) => ({
    name: variant,
    command: PYTHON,
    args: [
      "-W",
      "ignore",
      script,
      JSON.stringify({ config: toConfigJson(config), batch, sequence, threads, variant }),
    ],
  });
  return [ourSide(__filename, ours), peer("transformers"), peer("strong")];
}

function compare(model: ModelName, values: Values): Promise<Comparison> {
  const { rounds, steps, wait } = values;
  return compareSides(sidesOf(model, values), { rounds, repetitions: steps, waitSeconds: wait });
}

function rowsOf(model: ModelName, { results, quietRounds, rounds }: Comparison): string[][] {
  return results.map((result) => [
    model,
    result.name,
    quantile(result.milliseconds, 0.5).toFixed(0),
    Math.min(...result.milliseconds).toFixed(0),
    (quantile(result.cpuMilliseconds, 0.5) / 1000).toFixed(2),
    result.peakMegabytes.toFixed(0),
    medianRatio(results[0], result).toFixed(2),
    (Math.min(...result.milliseconds) / Math.min(...results[0].milliseconds)).toFixed(2),
    `${quietRounds}/${rounds}`,
  ]);
}

const HEAD = [
  "model",
  "side",
  "median ms",
  "min ms",
  "CPU s",
  "peak MB",
  "times ours",
  "by minima",
  "quiet rounds",
];

async function drive(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const models = timedModels(values.model.length > 0 ? values.model : MODEL_NAMES);
  const versions = values.against === "" ? packageVersions(["torch", "transformers"]) : "no PyTorch";
  if (!values.json) {
    console.log(`${describeMachine()}; ${versions}`);
    console.log(
      `batch ${values.batch} x ${values.sequence}, dropout ${values.dropout}, ${values.threads} threads\n`,
    );
  }
  const rows = [HEAD];
  for (const model of models) {
    const comparison = await compare(model, values);
    if (values.json) console.log(JSON.stringify({ model, ...comparison }));
    else rows.push(...rowsOf(model, comparison));
  }
  if (!values.json) console.log(markdownTable(rows));
}

async function serveStep(options: OurStepOptions): Promise<void> {
  const step = createOurStep(options);
  await serve(step.nextParts, step.take);
  await step.release();
}

runBench(serveStep, drive);
