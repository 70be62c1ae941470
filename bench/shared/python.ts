import { spawnSync } from "node:child_process";

/** The Python that has the peers' packages. */
export const PYTHON = process.env["WORKSPACE_MLM_PYTHON"] ?? "python3";

/** Versions of packages as "torch 2.13.0, transformers 5.18.0"; throws one sentence when one is missing. */
export function packageVersions(packages: readonly string[]): string {
  const code = `import ${packages.join(", ")}\nprint(", ".join(f"{m.__name__} {m.__version__}" for m in (${packages.join(", ")},)))`;
  const { status, stdout } = spawnSync(PYTHON, ["-W", "ignore", "-c", code], { encoding: "utf8" });
  if (status === 0) return stdout.trim();
  throw new Error(
    `${PYTHON} cannot import ${packages.join(" and ")}: install them with pip, or name a Python that has them in WORKSPACE_MLM_PYTHON.`,
  );
}
