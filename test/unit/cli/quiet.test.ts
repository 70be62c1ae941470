import { execFileSync, fork, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { PredictorSide } from "../../../src/protocol/filling";
import { ipcTransport } from "../../../src/protocol/ipc";
import type { ModelsSide } from "../../../src/protocol/models";
import { type Connection, connect, type Side } from "../../../src/protocol/rpc";
import type { TrainerSide } from "../../../src/protocol/training";
import { ended, start } from "../../support/commandLine";
import { trainingParams } from "../../support/durableTraining";
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
  writeFileSync(join(root, "marks.md"), "...\n"); // no word that could be out of place
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

/** Every command of the program but `download`, in an order in which each finds what it needs. */
const COMMANDS = [
  ["train", "text", ...SMALL, "--epochs", "1", "--output", "model", "--report", "report.json"],
  ["report", "report.json"],
  ["fill", "the [MASK]", "--model", FIXTURE],
  ["score", "text/LICENSE", "--model", FIXTURE],
  ["check", "marks.md", "--model", FIXTURE],
  ["scan", "text"],
  ["eval", "text", "--model", FIXTURE, "--max-seq-length", "32", "--threads", "1"],
  ["info", FIXTURE],
  ["verify", FIXTURE],
  ["export", FIXTURE, "--output", "exported"],
  ["job", "text", ...SMALL, "--output", "job"],
];

/** The program with the sample project and a model beside it: a small one, for its own takes minutes to learn that. */
function wholeProgram(): string {
  const program = join(root, "program");
  cpSync(dirname(inject("cli")), join(program, "dist"), { recursive: true });
  cpSync(join(root, "model"), join(program, "models/base"), { recursive: true });
  symlinkSync(resolve("sample"), join(program, "sample"));
  return join(program, "dist", "cli.js");
}

describe("opens no connection:", () => {
  test.each(COMMANDS)("workspace-mlm %s", async (...argv) => {
    const { code, stderr } = await blocked(...argv);
    expect([code, attempts()], stderr).toEqual([0, ""]);
  });

  test("workspace-mlm demo", async () => {
    const child = start(root, ["demo", "--epochs", "1"], environment(), wholeProgram());
    const { code, stdout } = await ended(child);
    expect([code, attempts()]).toEqual([0, ""]);
    expect(stdout).toMatch(/First guess right: /);
    expect(stdout).not.toContain("What was learnt is in");
  });

  test("workspace-mlm mcp, asked for a word", async () => {
    const child = start(root, ["mcp", "--model", FIXTURE, "--threads", "1"], environment());
    const client = {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "test", version: "1" },
    };
    const question = { name: "fill_mask", arguments: { text: "the [MASK]" } };
    for (const message of [
      { id: 1, method: "initialize", params: client },
      { method: "notifications/initialized" },
      { id: 2, method: "tools/call", params: question },
    ])
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    child.stdout.on("data", (chunk: string) => chunk.includes('"id":2') && child.stdin.end());
    const { code, stdout } = await ended(child);
    expect([code, attempts()]).toEqual([0, ""]);
    expect(stdout).toContain("token_str");
  });

  test("and there is no other command than these and download", async () => {
    const { stdout } = await blocked("--help");
    const names = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
    expect(names.sort()).toEqual([...COMMANDS.map(([name]) => name), "demo", "download", "mcp"].sort());
  });

  test("download without --yes", async () => {
    expect((await blocked("download", "owner/model")).code).toBe(2);
    expect(attempts()).toBe("");
  });

  test("the engine, filling", async () => {
    await withEngine<PredictorSide>("predictor", {}, async (predictor) => {
      await predictor.request("load", { base: FIXTURE, threads: 1 });
      const { fills } = await predictor.request("fill", { text: "the [MASK]", masks: [4], topK: 3 });
      expect(fills).toHaveLength(1);
    });
    expect(attempts()).toBe("");
  });

  test("the engine, training", async () => {
    const nothing = () => {};
    const listener = { progress: nothing, report: nothing, log: nothing, power: nothing, changes: nothing };
    await withEngine<TrainerSide>("trainer", listener, async (trainer) => {
      const deeds: { [K in keyof TrainerSide["requests"]]: () => Promise<unknown> } = {
        plan: () => trainer.request("plan", workspace()),
        listCorpus: () => trainer.request("listCorpus", workspace()),
        train: () => trainer.request("train", workspace()),
        stop: () => trainer.request("stop", {}),
        discardUnfinished: () => trainer.request("discardUnfinished", workspace()),
      };
      for (const deed of Object.values(deeds)) await deed();
    });
    expect(attempts()).toBe("");
  });

  test("the engine, working on models", async () => {
    const { storage } = workspace();
    await withEngine<ModelsSide>("models", { progress: () => {} }, async (models) => {
      const { run } = await models.request("importModel", { folder: FIXTURE, storage });
      const output = (name: string) => join(root, "engine", name);
      const deeds: {
        [K in Exclude<
          keyof ModelsSide["requests"],
          "describeRepository" | "downloadModel"
        >]: () => Promise<unknown>;
      } = {
        importModel: () => models.request("importModel", { folder: FIXTURE, storage }),
        baseModelCosts: () => models.request("baseModelCosts", { storage, settings: workspace().settings }),
        listModels: () => models.request("listModels", { storage }),
        evaluateModel: () => models.request("evaluateModel", { model: FIXTURE, workspace: workspace() }),
        compareModels: () => models.request("compareModels", { workspace: workspace() }),
        renameModel: () => models.request("renameModel", { storage, run, name: "x" }),
        useModel: () => models.request("useModel", { storage, run }),
        exportModel: () =>
          models.request("exportModel", { model: FIXTURE, output: output("exported"), onnx: true }),
        exportJob: () => models.request("exportJob", { workspace: workspace(), output: output("job") }),
        changedFiles: () => models.request("changedFiles", { workspace: workspace(), since: 0 }),
        interruptedRun: () => models.request("interruptedRun", { storage }),
        discardRun: () => models.request("discardRun", { storage, run }),
        moveModels: () => models.request("moveModels", { from: storage, to: output("moved") }),
        deleteModel: () => models.request("deleteModel", { storage: output("moved"), run }),
        deleteModels: () => models.request("deleteModels", { storage: output("moved"), runs: [run] }),
      };
      for (const deed of Object.values(deeds)) await deed();
    });
    expect(attempts()).toBe("");
  });
});

function workspace() {
  const storage = join(root, "storage");
  return { ...trainingParams(storage), roots: [join(root, "text")], storage };
}

test("the watch works: a download that was agreed to is seen", async () => {
  const { code, stderr } = await blocked("download", "owner/model", "--yes");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Cannot reach http:\/\/127\.0\.0\.1:\d+: /);
  expect(attempts()).toMatch(/net\.Socket\.connect/);
});

const hasStrace = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;

test.skipIf(!hasStrace).each([
  ["filling", ["fill", "the [MASK]", "--model", FIXTURE]],
  ["training", ["train", "text", ...SMALL, "--epochs", "1", "--no-token-cache", "--output", "traced"]],
])("native code opens no internet socket when %s either, as the kernel saw it", (_, argv) => {
  const trace = join(root, "trace");
  const watch = ["-f", "-e", "trace=socket,connect,sendto", "-o", trace];
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  execFileSync("strace", [...watch, process.execPath, inject("cli"), ...argv], {
    cwd: root,
    env,
    stdio: "ignore",
  });
  const seen = readFileSync(trace, "utf8");
  expect(seen).toMatch(/exited with 0/);
  expect(seen).not.toMatch(/AF_INET/);
});

/** Whatever a role tells is not looked at. */
interface Listener extends Side {
  readonly requests: Record<never, never>;
  readonly notifications: Record<string, unknown>;
}

async function withEngine<Remote extends Side>(
  role: string,
  notifications: Record<string, () => void>,
  use: (engine: Connection<Remote>) => Promise<void>,
): Promise<void> {
  const env = { ...process.env, ...environment(), NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), [role], { env, execArgv: [], silent: true });
  const exit = new Promise((done) => child.once("exit", done));
  const handlers = { requests: {}, notifications };
  try {
    await use(connect<Listener, Remote>(ipcTransport(child), handlers));
  } finally {
    child.disconnect();
    await exit;
  }
}
