import type { Writable } from "node:stream";

/** Where a command reads and writes; a test brings its own. */
export interface Io {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether stderr is a terminal, where a line may be redrawn. */
  readonly isTerminal: boolean;
  /** Standard input as text; undefined where it is a terminal. */
  readInput(): Promise<string | undefined>;
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The text of --help. */
  readonly help: string;
  /** Runs with the arguments after the command's name; returns the exit code, or throws a Fault. */
  run(argv: readonly string[], io: Io): Promise<number>;
}

export const EXIT_OK = 0;
export const EXIT_FAULT = 1;
export const EXIT_USAGE = 2;
/** As a shell reports a process ended by SIGINT. */
export const EXIT_INTERRUPTED = 130;

export function printLine(stream: Writable, line: string): void {
  stream.write(`${line}\n`);
}
