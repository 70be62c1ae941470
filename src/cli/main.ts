import { text } from "node:stream/consumers";
import { Fault } from "../core/errors";
import {
  type Command,
  EXIT_FAULT,
  EXIT_INTERRUPTED,
  EXIT_OK,
  EXIT_USAGE,
  type Io,
  printLine,
} from "./command";
import { evalCommand } from "./evalCommand";
import { exportCommand } from "./exportCommand";
import { fillCommand } from "./fillCommand";
import { infoCommand } from "./infoCommand";
import { trainCommand } from "./trainCommand";
import { verifyCommand } from "./verifyCommand";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["train", trainCommand],
  ["fill", fillCommand],
  ["eval", evalCommand],
  ["verify", verifyCommand],
  ["info", infoCommand],
  ["export", exportCommand],
]);

function overview(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`);
  return [
    "A private masked language model that learns a folder, on your own machine.",
    "",
    "Usage: workspace-mlm COMMAND [OPTIONS]",
    "",
    ...lines,
    "",
    "workspace-mlm COMMAND --help says more about each.",
  ].join("\n");
}

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    printLine(io.stdout, overview());
    return name === undefined ? EXIT_USAGE : EXIT_OK;
  }
  const command = COMMANDS.get(name);
  if (!command) {
    printLine(io.stderr, `There is no command "${name}"; see workspace-mlm --help.`);
    return EXIT_USAGE;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    printLine(io.stdout, command.help);
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
    if (!(error instanceof Fault)) throw error;
    printLine(io.stderr, error.message);
    return error.kind === "bad-option" ? EXIT_USAGE : EXIT_FAULT;
  }
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

/** A reader that stops early (`| head`) is no fault. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT_OK);
});

main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  isTerminal: process.stderr.isTTY === true,
  readInput: async () => (process.stdin.isTTY ? undefined : await text(process.stdin)),
  signal: interruption(),
}).then((code) => {
  process.exitCode = code;
});
