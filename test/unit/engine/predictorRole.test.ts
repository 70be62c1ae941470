import { fork } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { loadModel, saveModel } from "../../../src/engine/models/loadModel";
import { deleteModel, runFolder, useModel } from "../../../src/node/modelStore";
import type { PredictorSide } from "../../../src/protocol/filling";
import { ipcTransport } from "../../../src/protocol/ipc";
import { type Connection, connect } from "../../../src/protocol/rpc";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const BASE = resolve("test/fixtures/bert-2x32");

async function withPredictor(use: (predictor: Connection<PredictorSide>) => Promise<void>): Promise<void> {
  const env = { ...process.env, NODE_PATH: resolve("node_modules") };
  const child = fork(join(dirname(inject("cli")), "engine.js"), ["predictor"], { env, execArgv: [] });
  const exit = new Promise((done) => child.once("exit", done));
  const handlers = { requests: {}, notifications: {} };
  try {
    await use(
      connect<{ requests: object; notifications: object }, PredictorSide>(ipcTransport(child), handlers),
    );
  } finally {
    child.disconnect();
    await exit;
  }
}

test("the model that was asked for last answers, also where it is loaded sooner than those before", () =>
  withPredictor(async (predictor) => {
    const load = (base: string) => predictor.request("load", { base, threads: 1 });
    const [slow, quick] = [resolve("models/base"), BASE];
    const wanted = { model: quick, trained: false };
    expect(await Promise.all([load(slow), load(slow), load(quick)])).toEqual([wanted, wanted, wanted]);
    const { fills } = await predictor.request("fill", { text: "the [MASK]", masks: [4], topK: 1000 });
    expect(fills[0]!.candidates.length, "words of the small vocabulary").toBeLessThan(1000);
  }));

test("while the model in use is changed and written anew the predictor serves a whole one; deleted, the base answers", () =>
  withPredictor(async (predictor) => {
    const model = await loadModel(BASE);
    const runs = ["one", "two"];
    for (const run of runs) await saveModel(runFolder(at(), run), model, {});
    await useModel(at(), "one");
    const change = (async () => {
      for (let turn = 0; turn < 20; turn++) {
        await saveModel(runFolder(at(), runs[turn % 2]!), model, { replace: true });
        await useModel(at(), runs[turn % 2]!);
      }
    })();
    const load = () => predictor.request("load", { storage: at(), base: BASE, threads: 1 });
    for (let turn = 0; turn < 10; turn++) {
      expect(await load()).toMatchObject({ trained: true });
      const { fills } = await predictor.request("fill", { text: "the [MASK]", masks: [4], topK: 1 });
      expect(fills).toHaveLength(1);
    }
    await change;
    await deleteModel(at(), "two");
    expect(await load()).toEqual({ model: BASE, trained: false });
  }));
