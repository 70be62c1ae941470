import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { describeMachine } from "./shared/machine";
import { runMain } from "./shared/main";
import { benchConfig, MODEL_NAMES, type ModelName } from "./shared/models";
import { createOurStep } from "./shared/ourStep";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "choice", choices: MODEL_NAMES, default: "mini", help: "size of BERT" },
  batch: { kind: "integer", default: 8, min: 1, max: 1024, help: "sequences in a step" },
  sequence: { kind: "integer", default: 128, min: 8, max: 512, help: "tokens in a sequence" },
  dropout: { kind: "number", default: 0.1, min: 0, max: 0.9, help: "0 switches it off" },
  steps: { kind: "integer", default: 5, min: 1, max: 1000, help: "steps after two to warm up" },
  threads: { kind: "integer", default: availableParallelism(), min: 1, max: 1024, help: "of ONNX Runtime" },
  whole: {
    kind: "flag",
    help: "run the batch at once, not in the parts in which training runs a large model",
  },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- profile [OPTIONS]

Says where the time of our training step goes: in each kind of operator, by ONNX Runtime's profile, and outside of
the graph. Profiling itself slows the step a little.

${describeOptions(OPTIONS)}`;

const WARM_UP_STEPS = 2;

/** One entry of ONNX Runtime's profile; times are in microseconds. */
interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

interface Measured {
  readonly stepMilliseconds: readonly number[];
  /** Of each step, what it spent outside of the graph's operators. */
  readonly outsideMilliseconds: readonly number[];
  /** The operators' calls of all steps. */
  readonly kernels: readonly ProfileEvent[];
}

async function measure(values: Values, folder: string): Promise<Measured> {
  const config = benchConfig(values.model as ModelName, values.dropout);
  const step = createOurStep({ ...values, config, profile: join(folder, "profile") });
  const stepMilliseconds: number[] = [];
  for (let index = 0; index < WARM_UP_STEPS + values.steps; index++) {
    const parts = step.nextParts();
    const start = performance.now();
    await step.take(parts);
    stepMilliseconds.push(performance.now() - start);
  }
  await step.release();
  const steps = kernelsByStep(readProfiles(folder), stepMilliseconds.length).slice(WARM_UP_STEPS);
  const measured = stepMilliseconds.slice(WARM_UP_STEPS);
  return {
    stepMilliseconds: measured,
    outsideMilliseconds: measured.map((time, index) => time - totalMilliseconds(steps[index])),
    kernels: steps.flat(),
  };
}

/** All sessions' events in order: a step in several parts makes the trainer compile anew, which starts a second file. */
function readProfiles(folder: string): ProfileEvent[] {
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

/** The operators' calls of each step; a step may run the graph several times. */
function kernelsByStep(events: readonly ProfileEvent[], steps: number): ProfileEvent[][] {
  const runsPerStep = events.filter(({ name }) => name === "model_run").length / steps;
  const byStep: ProfileEvent[][] = Array.from({ length: steps }, () => []);
  let run = 0;
  for (const event of events) {
    if (event.cat === "Node" && event.name.endsWith("_kernel_time")) {
      byStep[Math.floor(run / runsPerStep)].push(event);
    } else if (event.name === "model_run") run++;
  }
  return byStep;
}

const totalMilliseconds = (events: readonly ProfileEvent[]): number =>
  events.reduce((sum, { dur }) => sum + dur / 1000, 0);

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface KindTotal {
  readonly kind: string;
  readonly milliseconds: number;
  readonly calls: number;
}

/** For each kind, its operators' quickest calls times the calls in a step: what disturbs the machine is left out. */
function totalsByKind(kernels: readonly ProfileEvent[], steps: number): KindTotal[] {
  const byNode = groupBy(kernels, ({ name }) => name);
  const nodes = [...byNode.values()].map((calls) => ({
    kind: calls[0].args?.op_name ?? "",
    milliseconds: (Math.min(...calls.map(({ dur }) => dur)) * calls.length) / steps / 1000,
    calls: calls.length / steps,
  }));
  const kinds = [...groupBy(nodes, ({ kind }) => kind)].map(([kind, members]) => ({
    kind,
    milliseconds: members.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    calls: members.reduce((sum, { calls }) => sum + calls, 0),
  }));
  return kinds.sort((a, b) => b.milliseconds - a.milliseconds);
}

function report({ stepMilliseconds, outsideMilliseconds, kernels }: Measured, { steps }: Values): string {
  const kinds = totalsByKind(kernels, steps);
  const inOperators = kinds.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const total = inOperators + Math.min(...outsideMilliseconds);
  const row = (name: string, milliseconds: number, calls = "") => [
    name,
    milliseconds.toFixed(1),
    `${((100 * milliseconds) / total).toFixed(1)} %`,
    calls,
  ];
  return markdownTable([
    ["operator", "ms a step", "share", "calls a step"],
    ...kinds.map(({ kind, milliseconds, calls }) => row(kind, milliseconds, calls.toFixed(0))),
    row("outside the operators", Math.min(...outsideMilliseconds)),
    row("sum of these minima", total),
    row("quickest whole step", Math.min(...stepMilliseconds)),
  ]);
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const folder = mkdtempSync(join(tmpdir(), "workspace-mlm-profile-"));
  try {
    console.log(`${describeMachine()}; ${values.model}, ${values.batch} x ${values.sequence}\n`);
    console.log(report(await measure(values, folder), values));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

runMain(main);
