import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The bundled command line's file. */
    cli: string;
  }
}

/** Bundles the command line once for all tests, outside the checkout. */
export default function buildCli(project: TestProject): () => void {
  const root = mkdtempSync(join(tmpdir(), "workspace-mlm-build-"));
  execFileSync(process.execPath, ["esbuild.mjs", join(root, "dist")], { stdio: "inherit" });
  project.provide("cli", join(root, "dist", "cli.js"));
  return () => rmSync(root, { recursive: true, force: true });
}
