import { execFileSync, fork, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { PredictorSide } from "../../../src/protocol/filling";
import { ipcTransport } from "../../../src/protocol/ipc";
import type { ModelsListener, ModelsSide } from "../../../src/protocol/models";
import { type Connection, connect, type Side } from "../../../src/protocol/rpc";
import { ended, start } from "../../support/commandLine";
import { type HubServer, startHub } from "../../support/hubServer";
import { SMALL, smallFolder } from "../../support/smallFolder";

const PRELOAD = resolve("test/support/blockNetwork.cjs");
const FIXTURE = resolve("test/fixtures/bert-2x32");
let root: string;
let log: string;
let hub: HubServer;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "workspace-mlm-quiet-"));
  log = join(root, "network.log");
  smallFolder(join(root, "text"));
  hub = await startHub(FIXTURE);
});
afterEach(() => rmSync(log, { force: true }));
afterAll(async () => {
  await hub.close();
  rmSync(root, { recursive: true, force: true });
});

const attempts = () => (existsSync(log) ? readFileSync(log, "utf8") : "");
const environment = () => ({
  NODE_OPTIONS: `--require ${PRELOAD}`,
  NETWORK_LOG: log,
  HF_ENDPOINT: hub.endpoint,
  HF_HUB_OFFLINE: "",
});
const blocked = (...argv: string[]) => ended(start(root, argv, environment()));

const COMMANDS = [
  ["train", "text", ...SMALL, "--epochs", "1", "--output", "model"],
  ["fill", "the [MASK]", "--model", FIXTURE],
  ["scan", "text"],
  ["eval", "text", "--model", FIXTURE, "--max-seq-length", "32", "--threads", "1"],
  ["info", FIXTURE],
  ["export", FIXTURE, "--output", "exported"],
  ["job", "text", ...SMALL, "--output", "job"],
];

describe("opens no connection:", () => {
  test.each(COMMANDS)("workspace-mlm %s", async (...argv) => {
    const { code, stderr } = await blocked(...argv);
    expect([code, attempts()], stderr).toEqual([0, ""]);
  });

  test("download without --yes", async () => {
    expect((await blocked("download", "owner/model")).code).toBe(2);
    expect(attempts()).toBe("");
  });

  test("the engine, filling and working on models", async () => {
    await withEngine<PredictorSide>("predictor", async (predictor) => {
      await predictor.request("load", { base: FIXTURE, threads: 1 });
      const { fills } = await predictor.request("fill", { text: "the [MASK]", masks: [4], topK: 3 });
      expect(fills).toHaveLength(1);
    });
    await withEngine<ModelsSide>("models", async (models) => {
      const storage = join(root, "storage");
      await models.request("importModel", { folder: FIXTURE, storage });
      expect(await models.request("listModels", { storage })).toHaveLength(1);
    });
    expect(attempts()).toBe("");
  });
});

test("the watch works: a download that was agreed to is seen", async () => {
  const { code, stderr } = await blocked("download", "owner/model", "--yes");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Cannot reach http:\/\/127\.0\.0\.1:\d+: /);
  expect(attempts()).toMatch(/net\.Socket\.connect/);
});

const hasStrace = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;

test.skipIf(!hasStrace)("native code opens no internet socket either, as the kernel saw it", () => {
  const trace = join(root, "trace");
  const argv = [inject("cli"), "fill", "the [MASK]", "--model", FIXTURE];
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  execFileSync(
    "strace",
    ["-f", "-e", "trace=socket,connect,sendto", "-o", trace, process.execPath, ...argv],
    {
      env,
      stdio: "ignore",
    },
  );
  const seen = readFileSync(trace, "utf8");
  expect(seen).toMatch(/exited with 0/);
  expect(seen).not.toMatch(/AF_INET/);
});

async function withEngine<Remote extends Side>(
  role: string,
  use: (engine: Connection<Remote>) => Promise<void>,
): Promise<void> {
  const env = { ...process.env, ...environment(), NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), [role], { env, execArgv: [], silent: true });
  const exit = new Promise((done) => child.once("exit", done));
  const handlers = { requests: {}, notifications: { progress: () => {} } };
  try {
    await use(connect<ModelsListener, Remote>(ipcTransport(child), handlers));
  } finally {
    child.disconnect();
    await exit;
  }
}
