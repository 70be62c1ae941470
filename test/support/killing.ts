import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { inspect, strays, work } from "./durableWork";

/** Bundles the program whose changes of the file system are counted. */
export async function buildFaultyProgram(outfile: string): Promise<void> {
  await build({
    entryPoints: ["test/support/faultyProgram.ts"],
    bundle: true,
    platform: "node",
    outfile,
    logLevel: "error",
    plugins: [
      {
        name: "counted",
        setup({ onResolve }) {
          onResolve({ filter: /^node:fs\/promises$/ }, ({ importer }) =>
            importer.endsWith("countedFs.ts")
              ? { external: true }
              : { path: resolve("test/support/countedFs.ts") },
          );
        },
      },
    ],
  });
}

export interface Ended {
  readonly killed: boolean;
  /** What it had said that it saved. */
  readonly checkpoint: number;
  readonly model: number;
  /** All its changes, where it lived to tell. */
  readonly calls: number;
  readonly output: string;
}

/** Runs the program on a storage and kills it at its n-th change; 0 for not at all. */
export async function runKilledAt(script: string, storage: string, change: number): Promise<Ended> {
  const child = spawn(process.execPath, [script, storage, String(change)]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const signal = await new Promise((done) => child.once("close", (_code, by) => done(by)));
  const last = (what: string): number =>
    Number([...output.matchAll(new RegExp(`^${what} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  return {
    killed: signal === "SIGKILL",
    checkpoint: last("checkpoint"),
    model: last("model"),
    calls: last("calls"),
    output,
  };
}

/** Kills a process at one change of a copy of `prepared`, and says what was wrong with what it left: nothing, it should be. */
export async function killAndInspect(
  script: string,
  prepared: string,
  folder: string,
  change: number,
): Promise<string[]> {
  const storage = join(folder, `at-${change}`);
  cpSync(prepared, storage, { recursive: true });
  const before = await inspect(prepared);
  const ended = await runKilledAt(script, storage, change);
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => holds || problems.push(`change ${change}: ${problem}`);
  expect(ended.killed, `the process was not killed: ${ended.output}`);
  const found = await inspect(storage).catch((error: unknown) => error as Error);
  if (found instanceof Error) return [...problems, `change ${change}: ${found.message}`];
  expect(found.warnings.length === 0, found.warnings.join(" "));
  expect(found.checkpoint >= Math.max(before.checkpoint, ended.checkpoint), "a checkpoint is lost");
  expect(found.model >= Math.max(before.model, ended.model), "a model is lost");
  await work(storage, 2, () => {});
  const left = await strays(storage);
  expect(left.length === 0, `there is left ${left.join(", ")}`);
  rmSync(storage, { recursive: true });
  return problems;
}
