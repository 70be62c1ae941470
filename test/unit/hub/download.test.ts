import { cpSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TOKENIZER_FILES } from "../../../src/core/tokenizer/tokenizerFiles";
import { loadModel } from "../../../src/engine/models/loadModel";
import { downloadModel } from "../../../src/node/hub/download";
import { describeRepository, hubAddress } from "../../../src/node/hub/repository";
import { ended, expectFault, start } from "../../support/commandLine";
import { ONE_OF_EACH } from "../../support/families";
import { COMMIT, type HubServer, startHub } from "../../support/hubServer";
import { temporaryFolder } from "../../support/temporaryFolder";

const FIXTURE = "test/fixtures/bert-2x32";
const MODEL_FILES = ["config.json", "model.safetensors", ...TOKENIZER_FILES];
const at = temporaryFolder();
let hub: HubServer;

beforeEach(async () => {
  hub = await startHub(FIXTURE);
});
afterEach(() => hub.close());

const address = () => hubAddress("owner/model", undefined, { HF_ENDPOINT: hub.endpoint });
const never = new AbortController().signal;

async function download(signal: AbortSignal = never, stallMs = 5_000): Promise<void> {
  const model = await describeRepository(address(), signal);
  const check = async (folder: string) => void (await loadModel(folder));
  const options = { signal, onProgress: () => {}, check, stallMs, retryMs: 5 };
  await downloadModel(address(), model, at("model"), options);
}

const partialFolders = () => readdirSync(at()).filter((name) => name.startsWith(".model.download-"));

describe.each(Object.entries(ONE_OF_EACH))("a repository of a %s", (modelType, name) => {
  const fixture = `test/fixtures/${name}`;
  const modelFiles = MODEL_FILES.filter((file) => existsSync(`${fixture}/${file}`)).sort();
  beforeEach(async () => {
    await hub.close();
    hub = await startHub(fixture);
  });

  test("is described by its commit, licence and a model's files, without pickles", async () => {
    const { commit, licence, files } = await describeRepository(address(), never);
    expect([commit, licence]).toEqual([COMMIT, "mit"]);
    expect(files.map(({ name }) => name).sort()).toEqual(modelFiles);
    expect(files.find(({ name }) => name === "model.safetensors")?.hash.kind).toBe("sha256");
  });

  test("is the same when it is downloaded, and loads", async () => {
    await download();
    expect(readdirSync(at("model")).sort()).toEqual(modelFiles);
    for (const file of modelFiles)
      expect(readFileSync(at("model", file)).equals(readFileSync(`${fixture}/${file}`)), file).toBe(true);
    expect((await loadModel(at("model"))).config.modelType).toBe(modelType);
    expect(partialFolders()).toEqual([]);
  });
});

test("connections that are cut are gone on with, from where they were", async () => {
  hub.faults.cutAfter = Math.ceil(statSync(`${FIXTURE}/model.safetensors`).size / 3);
  await download();
  const starts = hub.requests.filter((request) => request.startsWith("model.safetensors"));
  expect(starts.length).toBeGreaterThan(2);
  expect(starts.slice(1).every((request) => !request.endsWith(" from 0"))).toBe(true);
  expect((await loadModel(at("model"))).parameters.size).toBeGreaterThan(0);
});

test("a server that knows no ranges is asked for the whole again", async () => {
  await cancelledHalfWay();
  hub.faults.ignoreRange = true;
  await download();
  expect(existsSync(at("model", "model.safetensors"))).toBe(true);
});

async function cancelledHalfWay(): Promise<void> {
  hub.faults.stallAfter = 20_000;
  const controller = new AbortController();
  const running = download(controller.signal);
  const outcome = expect(running).rejects.toMatchObject({ name: "AbortError" });
  while (!hub.requests.some((request) => request.startsWith("model.safetensors"))) await pause(5);
  await pause(50);
  const asked = performance.now();
  controller.abort();
  await outcome;
  expect(performance.now() - asked).toBeLessThan(1000);
  delete hub.faults.stallAfter;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a cancelled download ends within a second, leaves no model, and is gone on with", async () => {
  await cancelledHalfWay();
  expect(existsSync(at("model"))).toBe(false);
  expect(partialFolders()).toHaveLength(1);
  hub.requests.length = 0;
  await download();
  expect(hub.requests).toContain("model.safetensors from 20000");
  expect(hub.requests).not.toContain("config.json from 0");
  expect(partialFolders()).toEqual([]);
});

describe("refused, with one sentence and no model:", () => {
  test.each([
    ["an unknown repository", { status: 404 }, /has no .*owner\/model; check the name/],
    ["one that asks for a token", { status: 401 }, /set HF_TOKEN/],
    ["a wrong hash", { corrupt: true }, /model\.safetensors .* is not the file that its hash names/],
    ["more bytes than named", { tooLong: true }, /sends more of .* than the \d+ bytes/],
    ["a connection that brings nothing", { stallAfter: 0 }, /it brings nothing more/],
  ])("%s", async (_what, faults, message) => {
    Object.assign(hub.faults, faults);
    await expect(download(never, 60)).rejects.toThrow(message);
    expect(existsSync(at("model"))).toBe(false);
  });

  test("a hub that cannot be reached", async () => {
    const there = hub.endpoint;
    await hub.close();
    await expect(download()).rejects.toThrow(`Cannot reach ${there}: ECONNREFUSED`);
    hub = await startHub(FIXTURE);
  });

  test("a repository with pickles only", async () => {
    await hub.close();
    cpSync(`${FIXTURE}/config.json`, at("pickles", "config.json"));
    hub = await startHub(at("pickles"));
    await expect(download()).rejects.toThrow("pickles are never downloaded");
  });

  test.each(["../../etc", "a/b/c", "", "a b", "https://x/y"])("the name %j", (name) => {
    expect(() => hubAddress(name, undefined, {})).toThrow(/is no repository/);
  });

  test("HF_HUB_OFFLINE", () => {
    expect(() => hubAddress("a/b", undefined, { HF_HUB_OFFLINE: "1" })).toThrow(/HF_HUB_OFFLINE is set/);
  });
});

describe("workspace-mlm download", () => {
  const run = (...argv: string[]) =>
    ended(
      start(at(), ["download", "owner/model", ...argv], { HF_ENDPOINT: hub.endpoint, HF_HUB_OFFLINE: "" }),
    );

  test("without --yes it opens no connection", async () => {
    expectFault(await run(), /say --yes to agree/, 2);
    expect(hub.requests).toEqual([]);
  });

  test("--list says what there is, --yes brings it", async () => {
    expect((await run("--list")).stdout).toMatch(/^owner\/model at 0123\S+, [\d.]+ MB, licence: mit\n/);
    expect(existsSync(at("model"))).toBe(false);
    const { code, stdout, stderr } = await run("--yes", "--output", "here");
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Downloaded owner\/model \([\d.]+ MB, licence: mit\) into here\.\n$/);
    const notes = JSON.parse(readFileSync(at("here", "workspace-mlm.json"), "utf8"));
    expect(notes).toEqual({ repository: "owner/model", revision: COMMIT, licence: "mit" });
    expect((await ended(start(at(), ["info", "here"]))).code).toBe(0);
  });
});
