import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { describeMachine } from "./shared/machine";
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
  shapes: { kind: "flag", help: "one row for each operator and shape of its output" },
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
  readonly args?: {
    readonly op_name?: string;
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
  };
}

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

interface Measured {
  /** Wall time of all steps. */
  readonly milliseconds: number;
  readonly events: readonly ProfileEvent[];
}

async function measure(values: Values, folder: string): Promise<Measured> {
  const config = benchConfig(values.model as ModelName, values.dropout);
  const step = createOurStep({ ...values, config, profile: join(folder, "profile") });
  let milliseconds = 0;
  for (let index = 0; index < WARM_UP_STEPS + values.steps; index++) {
    const parts = step.nextParts();
    const start = performance.now();
    await step.take(parts);
    if (index >= WARM_UP_STEPS) milliseconds += performance.now() - start;
  }
  await step.release();
  const [file] = readdirSync(folder);
  const events: ProfileEvent[] = JSON.parse(readFileSync(join(folder, file), "utf8"));
  return { milliseconds, events: afterWarmUp(events, values.steps) };
}

/** The events of the last steps. */
function afterWarmUp(events: readonly ProfileEvent[], steps: number): ProfileEvent[] {
  const runs = events.filter(({ name }) => name === "model_run").length;
  const warmUps = (runs * WARM_UP_STEPS) / (WARM_UP_STEPS + steps);
  let run = 0;
  return events.filter(({ name }) => {
    const isWarm = run >= warmUps;
    if (name === "model_run") run++;
    return isWarm;
  });
}

function kernelsOf({ events }: Measured): ProfileEvent[] {
  return events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
}

function totalsByKind(kernels: readonly ProfileEvent[], shapes: boolean): [string, number, number][] {
  const totals = new Map<string, { time: number; calls: number }>();
  for (const { dur, args } of kernels) {
    const shape = shapes ? ` ${JSON.stringify(Object.values(args?.output_type_shape?.[0] ?? {})[0])}` : "";
    const kind = `${args?.op_name}${shape}`;
    const total = totals.get(kind) ?? { time: 0, calls: 0 };
    totals.set(kind, { time: total.time + dur / 1000, calls: total.calls + 1 });
  }
  return [...totals]
    .sort(([, a], [, b]) => b.time - a.time)
    .map(([kind, { time, calls }]) => [kind, time, calls]);
}

function report(measured: Measured, { steps, shapes }: Values): string {
  const kernels = kernelsOf(measured);
  const step = measured.milliseconds / steps;
  const runs = measured.events.filter(({ name }) => name === "model_run");
  const inRuns = runs.reduce((sum, { dur }) => sum + dur / 1000, 0) / steps;
  const inKernels = kernels.reduce((sum, { dur }) => sum + dur / 1000, 0) / steps;
  const row = (name: string, time: number, calls: string) => [
    name,
    time.toFixed(1),
    `${((100 * time) / step).toFixed(1)} %`,
    calls,
  ];
  return markdownTable([
    ["operator", "ms a step", "share", "calls a step"],
    ...totalsByKind(kernels, shapes).map(([kind, time, calls]) =>
      row(kind, time / steps, (calls / steps).toFixed(0)),
    ),
    row("between operators", inRuns - inKernels, ""),
    row("outside the graph", step - inRuns, ""),
    row("the whole step", step, ""),
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

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
