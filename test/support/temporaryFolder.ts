import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

/** A fresh folder for each test, removed after it; the function gives a path in it. */
export function temporaryFolder(): (...parts: string[]) => string {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "workspace-mlm-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  return (...parts) => join(root, ...parts);
}
