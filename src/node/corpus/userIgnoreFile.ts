import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { git } from "../git";

/** Milliseconds that Git has for its answer. */
const PATIENCE = 5000;

/**
 * The ignore file of the person's own that Git reads for the work tree at `top`: `core.excludesFile`, which Git itself is asked
 * for, since its configuration includes other files; else the default (gitignore(5)). It need not exist. Undefined where the
 * person wants none.
 */
export function userIgnoreFile(top: string): string | undefined {
  const question = ["config", "--null", "--type=path", "--get", "core.excludesFile"];
  const { status, stdout } = git(top, question, PATIENCE);
  if (status !== 0) return defaultFile();
  const file = stdout.replace(/\0$/, "");
  return file === "" ? undefined : resolve(top, file);
}

function defaultFile(): string {
  const configuration = process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  return join(configuration, "git", "ignore");
}
