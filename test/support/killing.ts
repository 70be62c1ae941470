import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { define } from "../../scripts/judge-hash.mjs";
import { createRandom } from "../../src/core/random";
import { lastNumber } from "./faultScenario";
import { SCENARIOS, type ScenarioName } from "./faultScenarios";

/** Bundles the program whose changes of the file system are counted. */
export async function buildFaultyProgram(outfile: string): Promise<void> {
  await build({
    entryPoints: ["test/support/faultyProgram.ts"],
    bundle: true,
    platform: "node",
    external: ["onnxruntime-node"],
    define,
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
  /** Lines, the last of a process that lived to tell being `calls`, with the number of all its changes. */
  readonly said: readonly string[];
  readonly errors: string;
}

/** Starts the program on a storage, to die at its n-th change; 0 for not at all. */
export function startFaulty(script: string, scenario: ScenarioName, storage: string, change: number) {
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  return spawn(process.execPath, [script, storage, String(change), scenario], { env });
}

export function endOf(child: ReturnType<typeof startFaulty>): Promise<Ended> {
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return new Promise((done) =>
    child.once("close", (_code, signal) =>
      done({ killed: signal === "SIGKILL", said: output.split("\n").slice(0, -1), errors }),
    ),
  );
}

/** Storages of one scenario: as it begins, as it ends, and as killed processes leave it. */
export interface Faults {
  /** How many changes the scenario makes, at each of which it can be killed. */
  readonly changes: number;
  /** Kills a process at a change; resolves with what was wrong with what it left: nothing, it should be. */
  killAt(change: number): Promise<string[]>;
}

/** Prepares a scenario in a folder and runs it once to its end. */
export async function prepareFaults(script: string, name: ScenarioName, folder: string): Promise<Faults> {
  const scenario = await SCENARIOS[name]();
  const [prepared, whole] = [join(folder, name, "prepared"), join(folder, name, "whole")];
  await scenario.prepare(prepared);
  cpSync(prepared, whole, { recursive: true });
  const { said, errors } = await endOf(startFaulty(script, name, whole, 0));
  const changes = lastNumber(said, "calls");
  if (changes === 0) throw new Error(`The scenario ${name} did not come to its end: ${errors}`);
  return {
    changes,
    async killAt(change) {
      const storage = join(folder, name, `at-${change}`);
      cpSync(prepared, storage, { recursive: true });
      const ended = await endOf(startFaulty(script, name, storage, change));
      const problems = ended.killed
        ? await scenario.problems({ storage, prepared, whole, said: ended.said })
        : [`the process was not killed: ${ended.errors}`];
      rmSync(storage, { recursive: true });
      return problems.map((problem) => `${name}, change ${change}: ${problem}`);
    },
  };
}

/** So many of the changes 1 to `changes`, each at random in a stretch of its own: all of them where there are no more. */
export function drawChanges(changes: number, count: number, seed = 1): number[] {
  if (count >= changes) return Array.from({ length: changes }, (_, index) => index + 1);
  const random = createRandom(seed);
  const stretch = changes / count;
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index + random.nextFloat()) * stretch));
}
