import { once } from "node:events";
import type { Writable } from "node:stream";
import { printable, printableJson } from "./printable";

/** Where a command reads and writes; a test brings its own. */
export interface Io {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether stderr is a terminal, where a line may be redrawn. */
  readonly isTerminal: boolean;
  /** The lines of standard input as they come; undefined where it is a terminal. */
  inputLines(): AsyncIterable<string> | undefined;
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

/** What can be printed to. */
export interface Output {
  write(text: string): unknown;
}

/** Prints what may hold anybody's text as one line, of which a terminal obeys nothing. */
export function printLine(stream: Output, line: string): void {
  stream.write(`${printable(line)}\n`);
}

export function printLines(stream: Output, lines: readonly string[]): void {
  for (const line of lines) printLine(stream, line);
}

/** Prints a value as a line of JSON. */
export function printJson(stream: Output, value: unknown): void {
  stream.write(`${printableJson(value)}\n`);
}

/** Waits until what was printed is on its way, so that long output does not pile up; whether anybody still reads it. */
export async function isRead(stream: Writable): Promise<boolean> {
  if (!stream.writableNeedDrain) return !stream.destroyed;
  const settled = new AbortController();
  const options = { signal: settled.signal };
  await Promise.race([once(stream, "drain", options), once(stream, "close", options)]).catch(() => {});
  settled.abort();
  return !stream.destroyed;
}
