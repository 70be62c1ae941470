import { spawnSync } from "node:child_process";

/** Milliseconds that Git has for its answer. */
const PATIENCE = 30_000;
const MOST_OUTPUT = 256 * 1024 * 1024;

export interface GitAnswer {
  /** Null where Git cannot be started, or took too long. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Git in a folder, on the repository that the folder lies in. */
export function git(folder: string, args: readonly string[]): GitAnswer {
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    env: withoutRepository(process.env),
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
    timeout: PATIENCE,
    windowsHide: true,
  });
  return { status, stdout: stdout ?? "", stderr: stderr ?? "" };
}

/** The environment without Git's variables that name another repository than the folder's, as they are set inside a hook. */
export function withoutRepository(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_COMMON_DIR: _common, ...rest } = environment;
  return rest;
}
