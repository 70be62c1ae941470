import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

/** Milliseconds that Git has for its answer, unless told otherwise. */
const PATIENCE = 30_000;
const MOST_OUTPUT = 256 * 1024 * 1024;

export interface GitAnswer {
  /** Null where Git cannot be started, or took too long. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs Git on the repository that a folder, an absolute path, lies in. It is started from Node's own folder, as Windows would
 * look for it in the current one first, where anybody may have put one.
 */
export function git(folder: string, args: readonly string[], patience = PATIENCE): GitAnswer {
  const { status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    cwd: dirname(process.execPath),
    env: withoutRepository(process.env),
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
    timeout: patience,
    windowsHide: true,
  });
  return { status, stdout: stdout ?? "", stderr: stderr ?? "" };
}

/** The environment without Git's variables that name another repository than the folder's, as they are set inside a hook. */
function withoutRepository(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_COMMON_DIR: _common, ...rest } = environment;
  return rest;
}
