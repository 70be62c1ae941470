import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ended, run, start } from "../../support/commandLine";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "workspace-mlm-home-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A home of its own, where ONNX Runtime is not told to keep quiet. */
const environment = () => ({
  HOME: home,
  XDG_CACHE_HOME: join(home, "cache"),
  ORT_DISABLE_TELEMETRY: "",
  CI: "",
});
const filesAtHome = () => readdirSync(home, { recursive: true, encoding: "utf8" });

test("ONNX Runtime leaves no device id and no telemetry database in the person's home", async () => {
  const child = start(process.cwd(), ["verify", "test/fixtures/bert-2x32"], environment());
  const { code, stderr } = await ended(child);
  expect(code, stderr).toBe(0);
  expect(filesAtHome()).toEqual([]);
});

/** Compiles a graph with the library alone, as a program would that has not heard of its telemetry. */
const CARELESS = `
  const { InferenceSession } = require("onnxruntime-node");
  InferenceSession.create(process.argv[1]).then((session) => session.release());
`;

test.skipIf(process.platform !== "linux")("which it does where nobody forbids it", async () => {
  const folder = join(home, "exported");
  expect((await run(process.cwd(), ["export", "test/fixtures/bert-2x32", "--output", folder])).code).toBe(0);
  const env = { ...process.env, ...environment(), NODE_PATH: resolve("node_modules") };
  const model = join(folder, "onnx", "model.onnx");
  const { code, stderr } = await ended(spawn(process.execPath, ["-e", CARELESS, model], { env }));
  expect(code, stderr).toBe(0);
  expect(filesAtHome().filter((file) => /deviceid|onnxruntime\.db$/.test(file))).not.toEqual([]);
});
