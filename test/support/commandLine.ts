import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, inject } from "vitest";

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the bundled command line, or another copy of it, in `cwd`, with `environment` on top of ours. */
export function start(
  cwd: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cli = inject("cli"),
): ChildProcessWithoutNullStreams {
  const cache = join(dirname(inject("cli")), "cache");
  const ours = { XDG_CACHE_HOME: cache, NODE_PATH: resolve("node_modules"), NO_COLOR: "1" };
  const env = { ...process.env, ...ours, ...environment };
  return spawn(process.execPath, [cli, ...argv], { cwd, env });
}

/** Runs it to its end, with `input` as standard input. */
export function run(cwd: string, argv: readonly string[], input = ""): Promise<Finished> {
  const child = start(cwd, argv);
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return ended(child);
}

/** The lines that tell now and then how far training is: how many of them there are, the machine's speed decides. */
const PROGRESS = /^ *\d+ % {2}epoch .*\n/gm;

export function ended(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((done) =>
    child.on("close", (code) => done({ code, stdout, stderr: stderr.replace(PROGRESS, "") })),
  );
}

/** A fault is one sentence on standard error and nothing else: no stack, no output. */
export function expectFault({ code, stdout, stderr }: Finished, expected: RegExp, exitCode: number): void {
  expect(stderr).toMatch(expected);
  expect(stderr.trimEnd().split("\n"), stderr).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:|unforeseen/);
  expect(stdout).toBe("");
  expect(code).toBe(exitCode);
}

/** Copies a fixture's model to `folder`, for a test to break. */
export function copyFixture(folder: string, name = "bert-2x32"): void {
  cpSync(join("test/fixtures", name), folder, { recursive: true });
}

/** The content of every file below a folder, as hashes. */
export function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}
