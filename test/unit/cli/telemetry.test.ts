import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ended, start } from "../../support/commandLine";

const home = mkdtempSync(join(tmpdir(), "workspace-mlm-home-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("ONNX Runtime leaves no device id and no telemetry database in the person's home", async () => {
  const environment = { HOME: home, XDG_CACHE_HOME: join(home, "cache"), ORT_DISABLE_TELEMETRY: "" };
  const child = start(process.cwd(), ["verify", "test/fixtures/bert-2x32"], environment);
  const { code, stderr } = await ended(child);
  expect(code, stderr).toBe(0);
  expect(readdirSync(home, { recursive: true })).toEqual([]);
});
