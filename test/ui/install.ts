import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { installVsix } from "../harness/server";
import { ensureChromium, ensureServer } from "../harness/setup";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder of extensions in which the .vsix is installed. */
    extensions: string;
  }
}

/** Installs the .vsix once, as a person does; each server gets a copy of the folder. */
export default function install(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "mlm-ui-extensions-"));
  ensureChromium();
  installVsix(ensureServer(process.cwd(), "latest"), resolve(process.env["EXT_VSIX"]!), folder);
  project.provide("extensions", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
