import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { writeCorpus } from "../test/harness/corpus";
import { remoteUri, type Server, startServer } from "../test/harness/server";
import { ensureChromium, ensureServer } from "../test/harness/setup";
import { openWorkbench, type Workbench } from "../test/harness/workbench";
import { describeMachine } from "./shared/machine";
import { runMain } from "./shared/main";
import { quantile } from "./shared/rounds";
import { markdownTable } from "./shared/table";

/** What the extension host is asked to measure. */
export interface EditorTask {
  /** Where it writes its figures. */
  readonly output: string;
  /** Absolute path of the model folder to fill with; without one the bundled model, or else a quickly trained one. */
  readonly model?: string;
  readonly requests: number;
  readonly idleSeconds: number;
  readonly trainingSeconds: number;
}

/** Milliseconds, `whole` with what the editor does between the two. */
export interface Activation {
  readonly load: number;
  readonly activate: number;
  readonly whole: number;
}

/** Times in milliseconds, memory in MB. */
export interface EditorFigures {
  readonly activation: Activation;
  /** Completions beside no mask: the editor's own time. */
  readonly withoutMask: readonly number[];
  readonly idle: readonly number[];
  readonly training: readonly number[];
  /** CPU seconds of the predictor while nobody asks. */
  readonly idleCpuSeconds: number;
  /** Delay of the host's event loop while training runs: median, 99th percentile, largest. */
  readonly eventLoop: readonly number[];
  readonly memory: Readonly<Record<string, number>>;
}

const OPTIONS = {
  model: {
    kind: "text",
    placeholder: "FOLDER",
    help: "to fill with and train on; the bundled one when absent",
  },
  requests: { kind: "integer", default: 60, min: 5, max: 10_000, help: "completions to ask for" },
  idle: {
    kind: "integer",
    default: 30,
    min: 1,
    max: 600,
    help: "seconds to watch the predictor doing nothing",
  },
  training: {
    kind: "integer",
    default: 15,
    min: 1,
    max: 600,
    help: "seconds to watch the host while training",
  },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run build && npm run bench -- editor [OPTIONS]

What the extension costs a real VS Code: activation, completions with and without training beside, the extension
host's event loop, memory, and the size of the package (of dist/vsix, where \`npm run package\` left one). Linux only.

${describeOptions(OPTIONS)}`;

const LIMIT_MS = 600_000;
const VSIX = "dist/vsix";

async function measure(task: EditorTask, folder: string): Promise<EditorFigures> {
  const repository = process.cwd();
  const lines: string[] = [];
  let server: Server | undefined;
  let workbench: Workbench | undefined;
  const timer = new AbortController();
  try {
    const started = await startServer(ensureServer(repository, "latest"), {
      developmentMode: true,
      environment: { EXT_BENCH_TASK: JSON.stringify(task) },
      onLine: (line) => lines.push(line),
    });
    server = started;
    const code = await new Promise<number>((end, fail) => {
      const limit = setTimeout(() => fail(new Error(`No end after ${LIMIT_MS / 1000} s.`)), LIMIT_MS);
      timer.signal.addEventListener("abort", () => clearTimeout(limit));
      openWorkbench(started, ensureChromium(), {
        folder,
        payload: [
          ["extensionDevelopmentPath", remoteUri(started, repository)],
          ["extensionTestsPath", remoteUri(started, join(repository, "dist/bench/inHost/editor"))],
        ],
        onLog: (_type, args) => lines.push(args.join(" ")),
        onExit: end,
      }).then((opened) => {
        workbench = opened;
      }, fail);
    });
    if (code !== 0 || !existsSync(task.output))
      throw new Error(`The measurement in VS Code failed:\n${lines.slice(-20).join("\n")}`);
    return JSON.parse(readFileSync(task.output, "utf8"));
  } finally {
    timer.abort();
    await workbench?.browser.close();
    await server?.stop();
  }
}

function rows(
  { activation, withoutMask, idle, training, idleCpuSeconds, eventLoop, memory }: EditorFigures,
  idleSeconds: number,
) {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const [median, p99, largest] = eventLoop;
  return [
    ["what", "measured", "meant"],
    ["loading the code", ms(activation.load), ""],
    ["`activate`", ms(activation.activate), ""],
    ["both: what the extension takes", ms(activation.load + activation.activate), "< 50 ms"],
    ["from the one to the other, with what the editor does meanwhile", ms(activation.whole), ""],
    ["completion beside no mask, p50", ms(quantile(withoutMask, 0.5)), ""],
    ["completion beside no mask, p95", ms(quantile(withoutMask, 0.95)), ""],
    ["completion, p50", ms(quantile(idle, 0.5)), "< 100 ms"],
    ["completion, p95", ms(quantile(idle, 0.95)), "< 100 ms"],
    ["completion while training, p50", ms(quantile(training, 0.5)), "< 250 ms"],
    ["completion while training, p95", ms(quantile(training, 0.95)), "< 250 ms"],
    ["host's event loop while training, p50", ms(median), ""],
    ["host's event loop while training, p99", ms(p99), "< 20 ms"],
    ["host's event loop while training, largest", ms(largest), ""],
    [`predictor's CPU time over ${idleSeconds} idle seconds`, `${idleCpuSeconds.toFixed(2)} s`, "0"],
    ...Object.entries(memory).map(([name, megabytes]) => [
      `memory of the ${name}`,
      `${megabytes.toFixed(0)} MB`,
      "",
    ]),
    ...packages().map(([name, megabytes]) => [name, `${megabytes.toFixed(1)} MB`, ""]),
  ];
}

function packages(): [string, number][] {
  if (!existsSync(VSIX)) return [];
  const names = readdirSync(VSIX).filter((name) => name.endsWith(".vsix"));
  return names.map((name) => [name, statSync(join(VSIX, name)).size / 1e6]);
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  if (!existsSync("dist/extension.js"))
    throw new Error("There is no build in dist: run `npm run build` first.");
  const scratch = mkdtempSync(join(tmpdir(), "workspace-mlm-editor-"));
  const folder = join(scratch, "lighthouse");
  mkdirSync(folder);
  writeCorpus(folder);
  const task: EditorTask = {
    output: join(scratch, "figures.json"),
    ...(values.model === undefined ? {} : { model: resolve(values.model) }),
    requests: values.requests,
    idleSeconds: values.idle,
    trainingSeconds: values.training,
  };
  try {
    const figures = await measure(task, folder);
    console.log(`${describeMachine()}\n`);
    console.log(markdownTable(rows(figures, values.idle)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

runMain(main);
