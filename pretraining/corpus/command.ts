import { spawnSync } from "node:child_process";

/** Runs a command in a folder and returns its standard output; throws one sentence when it fails. */
export function run(folder: string, command: string, ...args: string[]): string {
  const result = spawnSync(command, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw new Error(`Could not run ${command}: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${result.stderr.trim()}`);
  return result.stdout;
}
