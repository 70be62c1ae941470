import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { withoutRepository } from "../git";

/** Milliseconds that Git has for its answer. */
const PATIENCE = 5000;

/**
 * The ignore file of the person's own that Git reads for the work tree at `top`: `core.excludesFile`, which Git itself is asked
 * for, since its configuration includes other files; else the default (gitignore(5)). It need not exist. Undefined where the
 * person wants none.
 */
export function userIgnoreFile(top: string): string | undefined {
  const { status, stdout } = spawnSync(
    "git",
    ["-C", top, "config", "--null", "--type=path", "--get", "core.excludesFile"],
    {
      cwd: homedir(),
      env: withoutRepository(process.env),
      encoding: "utf8",
      timeout: PATIENCE,
      windowsHide: true,
    },
  );
  if (status !== 0) return defaultFile();
  const file = stdout.replace(/\0$/, "");
  return file === "" ? undefined : resolve(top, file);
}

function defaultFile(): string {
  const configuration = process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  return join(configuration, "git", "ignore");
}
