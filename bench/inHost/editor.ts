// VS Code calls `run` inside the extension host: measures there, and writes the figures as JSON for bench/editor.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { COMMANDS, CONFIGURATION } from "../../src/extension/ids";
import type { TestApi } from "../../src/extension/main";
import type { Activation, EditorFigures, EditorTask } from "../editor";

const EXTENSION_ID = "workspace-mlm.workspace-mlm";
const TRAINING_WITHOUT_END = { "training.epochs": 1000, "training.size": "mini", "training.patience": 0 };
/** A first model where none is given: what it says does not matter, only how long it takes. */
const QUICK_TRAINING = { "training.epochs": 1, "training.size": "mini" };
/** After a document was opened the editor is busy with it for a moment. */
const SETTLE_MS = 200;
const WORDS_AROUND = 62;
const CLOCK_TICKS_PER_SECOND = 100;
const READY_LIMIT_MS = 120_000;

export async function run(): Promise<void> {
  const task: EditorTask = JSON.parse(process.env["EXT_BENCH_TASK"]!);
  const activation = await activationMilliseconds();
  const { exports: api } = vscode.extensions.getExtension<TestApi>(EXTENSION_ID)!;
  if (task.model === undefined) await trainQuickly();
  else await configure({ model: task.model });
  await untilReady();
  const withoutMask = await requests(task.requests, "word");
  const idle = await requests(task.requests);
  const idleCpuSeconds = await cpuSeconds(api.predictorPid!, task.idleSeconds);
  await configure(TRAINING_WITHOUT_END);
  const run = vscode.commands.executeCommand(COMMANDS.train, { confirm: false });
  await untilTrue(() => api.trainingState.kind === "running" && api.trainingState.progress.step > 0);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(1000 * task.trainingSeconds);
  delay.disable();
  const eventLoop = [50, 99, 100].map((share) => Math.max(0, delay.percentile(share) / 1e6 - 1));
  const training = await requests(task.requests);
  const figures: EditorFigures = {
    activation,
    withoutMask,
    idle,
    training,
    idleCpuSeconds,
    eventLoop,
    memory: {
      "extension host": residentMegabytes(process.pid),
      predictor: residentMegabytes(api.predictorPid!),
      trainer: residentMegabytes(api.trainerPid!),
    },
  };
  await vscode.commands.executeCommand(COMMANDS.discardRun, { confirm: false });
  await run;
  writeFileSync(task.output, JSON.stringify(figures));
}

interface PerformanceMarks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

/** From the marks that the extension host itself sets around loading the code and calling `activate`. */
async function activationMilliseconds(): Promise<Activation> {
  await vscode.extensions.getExtension(EXTENSION_ID)!.activate();
  const { MonacoPerformanceMarks } = globalThis as unknown as { MonacoPerformanceMarks: PerformanceMarks };
  const times = new Map(MonacoPerformanceMarks.getMarks().map(({ name, startTime }) => [name, startTime]));
  const at = (event: string): number => {
    const time = times.get(`code/extHost/${event}/${EXTENSION_ID}`);
    if (time === undefined) throw new Error(`The extension host set no mark for ${event}.`);
    return time;
  };
  return {
    load: at("didLoadExtensionCode") - at("willLoadExtensionCode"),
    activate: at("didActivateExtension") - at("willActivateExtension"),
    whole: at("didActivateExtension") - at("willLoadExtensionCode"),
  };
}

async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(CONFIGURATION);
  for (const [name, value] of Object.entries(values))
    await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}

async function trainQuickly(): Promise<void> {
  await configure(QUICK_TRAINING);
  await vscode.commands.executeCommand(COMMANDS.train, { confirm: false });
}

/** Milliseconds of each of `count` requests for completions, every one at another text of about 128 tokens. */
async function requests(count: number, word = "[MASK]"): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let index = 0; index < count; index++) {
    const document = await vscode.workspace.openTextDocument({ content: text(index, word) });
    const position = document.positionAt(document.getText().indexOf(word) + word.length);
    await sleep(SETTLE_MS);
    const start = performance.now();
    await complete(document, position);
    milliseconds.push(performance.now() - start);
  }
  return milliseconds;
}

async function complete(document: vscode.TextDocument, position: vscode.Position): Promise<number> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return list.items.filter(({ filterText }) => filterText?.startsWith("[MASK]")).length;
}

function text(index: number, between: string): string {
  const word = (at: number) => ["the", "keeper", "lights", "lamp", "of", "harbour"][(at * index + at) % 6];
  const words = Array.from({ length: WORDS_AROUND }, (_, at) => word(at)).join(" ");
  return `${words} ${between} ${words} ${index}`;
}

async function untilReady(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content: "The [MASK] sings." });
  await untilTrue(async () => (await complete(document, new vscode.Position(0, 10))) > 1);
}

async function untilTrue(probe: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + READY_LIMIT_MS;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error("The extension did not get ready.");
    await sleep(50);
  }
}

/** CPU time that a process takes in the next `seconds`, from Linux's /proc. */
async function cpuSeconds(pid: number, seconds: number): Promise<number> {
  const before = cpuTicks(pid);
  await sleep(1000 * seconds);
  return (cpuTicks(pid) - before) / CLOCK_TICKS_PER_SECOND;
}

function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
  return Number(fields[11]) + Number(fields[12]); // utime and stime
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
}
