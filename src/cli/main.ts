import { inspect } from "node:util";
import { Fault } from "../core/errors";
import { checkCommand } from "./check/checkCommand";
import {
  type Command,
  EXIT_FAULT,
  EXIT_INTERRUPTED,
  EXIT_OK,
  EXIT_USAGE,
  type Io,
  printLine,
  printLines,
} from "./command";
import { demoCommand } from "./demo/demoCommand";
import { downloadCommand } from "./downloadCommand";
import { evalCommand } from "./evalCommand";
import { exportCommand } from "./exportCommand";
import { fillCommand } from "./fillCommand";
import { infoCommand } from "./infoCommand";
import { jobCommand } from "./jobCommand";
import { readLines } from "./lines";
import { mcpCommand } from "./mcpCommand";
import { reportCommand } from "./reportCommand";
import { scanCommand } from "./scanCommand";
import { scoreCommand } from "./scoreCommand";
import { trainCommand } from "./trainCommand";
import { verifyCommand } from "./verifyCommand";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["demo", demoCommand],
  ["train", trainCommand],
  ["fill", fillCommand],
  ["check", checkCommand],
  ["score", scoreCommand],
  ["eval", evalCommand],
  ["verify", verifyCommand],
  ["info", infoCommand],
  ["scan", scanCommand],
  ["report", reportCommand],
  ["export", exportCommand],
  ["download", downloadCommand],
  ["job", jobCommand],
  ["mcp", mcpCommand],
]);

/** Set to anything, it makes errors print with their stack. */
const DEBUG_VARIABLE = "WORKSPACE_MLM_DEBUG";

function overview(): string[] {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return [
    "A private masked language model that learns a folder, on your own machine.",
    "",
    "Usage: workspace-mlm COMMAND [OPTIONS]",
    "",
    ...lines,
    "",
    "workspace-mlm COMMAND --help says more about each.",
  ];
}

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    printLines(io.stdout, overview());
    return name === undefined ? EXIT_USAGE : EXIT_OK;
  }
  const command = COMMANDS.get(name);
  if (!command) {
    printLine(io.stderr, `There is no command "${name}"; see workspace-mlm --help.`);
    return EXIT_USAGE;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    printLines(io.stdout, command.help.split("\n"));
    return EXIT_OK;
  }
  return runReportingFaults(command, rest, io);
}

async function runReportingFaults(command: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(argv, io);
  } catch (error) {
    if (io.signal.aborted && error === io.signal.reason) {
      printLine(io.stderr, "Stopped.");
      return EXIT_INTERRUPTED;
    }
    printLines(io.stderr, describeError(error));
    return error instanceof Fault && error.kind === "bad-option" ? EXIT_USAGE : EXIT_FAULT;
  }
}

/** One line for the person; all there is to know, for whoever asks by the environment. */
function describeError(error: unknown): string[] {
  if (process.env[DEBUG_VARIABLE]) return inspect(error).split("\n");
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Fault) return [message];
  const [line] = message.trim().split("\n");
  return [`Something unforeseen went wrong: ${line} (${DEBUG_VARIABLE}=1 shows more).`];
}

/** Aborted by the first Ctrl+C or SIGTERM; a second one ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
      controller.abort();
    });
  }
  return controller.signal;
}

/** "ENOSPC: no space left on device, write" without its ends. */
const reasonOf = ({ message }: Error): string => message.replace(/^\w+: /, "").replace(/, \w+$/, "");

/** A reader that stops early (`| head`) is no fault: the work goes on, and what is printed is lost. */
function outliveReader(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) process.stderr.write(`Cannot write the output: ${reasonOf(error)}.\n`);
    process.exit(EXIT_FAULT);
  });
}

outliveReader(process.stdout);
outliveReader(process.stderr);

const signal = interruption();

main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  isTerminal: process.stderr.isTTY === true,
  inputLines: () => (process.stdin.isTTY ? undefined : readLines(process.stdin, signal)),
  signal,
}).then((code) => {
  process.exitCode = code;
});
