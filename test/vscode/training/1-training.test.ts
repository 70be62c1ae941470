import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { performance } from "node:perf_hooks";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { END, SENTENCE, wordsAt } from "../sentence";
import {
  api,
  completionsAt,
  configure,
  corpusWords,
  isAlive,
  open,
  QUICK_TRAINING,
  until,
  words,
} from "../support";
import { deleteModels, discardRun, ENDLESS, train, untilRunning } from "../train";

suite("training", () => {
  suiteSetup(() => configure(QUICK_TRAINING));

  test("a short run ends in predictions of the workspace's words", async () => {
    const result = await train();
    assert.ok(result);
    assert.equal(result.kept, "tuned");
    assert.equal(result.stoppedEarly, false);
    assert.ok(fs.existsSync(`${result.model}/model.safetensors`), result.model);
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
    const { document } = await open(SENTENCE);
    const items = await wordsAt(document);
    assert.ok(corpusWords(words(items).slice(0, 5)) >= 4, words(items).join(" "));
  });

  test("no file of the workspace was changed", async () => {
    const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    assert.deepEqual(
      fs.readdirSync(folder).filter((name) => !name.endsWith(".md")),
      [],
    );
  });

  test("pause holds the run, resume goes on, stop keeps what was learnt", async () => {
    await configure({ "training.epochs": ENDLESS });
    const result = train();
    await untilRunning();
    await vscode.commands.executeCommand("workspaceMlm.pause");
    const { trainingState } = await api();
    assert.equal(trainingState.kind, "paused");
    await until("a run that stands still", async () => {
      const before = (await api()).trainingState;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return isDeepStrictEqual((await api()).trainingState, before);
    });
    await vscode.commands.executeCommand("workspaceMlm.resume");
    await untilRunning();
    await vscode.commands.executeCommand("workspaceMlm.stop");
    const stopped = await result;
    assert.equal(stopped?.stoppedEarly, true);
    assert.ok(stopped.steps > 0);
    assert.equal((await api()).trainerPid, undefined);
  });

  test("discard ends the run and keeps the earlier model", async () => {
    const { document } = await open(SENTENCE);
    const before = words(await completionsAt(document, END));
    const result = train();
    await untilRunning();
    const pid = (await api()).trainerPid!;
    await discardRun();
    assert.equal(await result, undefined);
    assert.equal(isAlive(pid), false);
    assert.deepEqual(words(await completionsAt((await open(SENTENCE)).document, END)), before);
  });

  test("a killed trainer is told of and can be started again", async () => {
    const result = train();
    await untilRunning();
    process.kill((await api()).trainerPid!, "SIGKILL");
    assert.equal(await result, undefined);
    assert.deepEqual((await api()).trainingState, { kind: "idle" });
    await configure({ "training.epochs": 1 });
    assert.ok(await train());
  });

  test("a model that does worse than the one in use does not replace it", async () => {
    await deleteModels();
    await configure({ "training.epochs": 20 });
    const better = await train();
    assert.equal(better?.kept, "tuned");
    await configure({ "training.epochs": 1, "training.learningRate": 1e-6 });
    const worse = await train();
    await configure(QUICK_TRAINING);
    assert.equal(worse?.kept, "earlier");
    assert.equal(worse.model, better.model);
    assert.ok(worse.words.inUse!.first > worse.words.after!.first);
    assert.deepEqual(worse.words.inUse, better.words.after, "one model has one figure");
  });

  test("on the battery a run waits, and goes on when the machine is plugged in", async () => {
    const supplies = fs.mkdtempSync(path.join(os.tmpdir(), "supplies-"));
    const battery = path.join(supplies, "BAT0");
    fs.mkdirSync(battery);
    fs.writeFileSync(path.join(battery, "type"), "Battery");
    const status = (text: string) => fs.writeFileSync(path.join(battery, "status"), text);
    Object.assign(process.env, {
      WORKSPACE_MLM_POWER_SUPPLY: supplies,
      WORKSPACE_MLM_POWER_INTERVAL_MS: "50",
    });
    const extension = await api();
    try {
      await configure({ "training.epochs": ENDLESS });
      status("Charging");
      const result = train();
      await untilRunning();
      status("Discharging");
      await until("a pause", () => extension.trainingState.kind === "paused");
      assert.ok(extension.trainingState.kind === "paused" && extension.trainingState.onBattery);
      status("Charging");
      await until("the run to go on", () => extension.trainingState.kind === "running");
      status("Discharging");
      await until("a pause", () => extension.trainingState.kind === "paused");
      await vscode.commands.executeCommand("workspaceMlm.resume");
      await untilRunning();
      await discardRun();
      assert.equal(await result, undefined);
      await configure({ "training.onBattery": "continue", "training.epochs": 1 });
      assert.ok(await train(), "a run that need not wait comes to its end");
    } finally {
      delete process.env["WORKSPACE_MLM_POWER_SUPPLY"];
      delete process.env["WORKSPACE_MLM_POWER_INTERVAL_MS"];
      await configure({ "training.onBattery": undefined });
      fs.rmSync(supplies, { recursive: true });
    }
  });

  test("a killed run is resumed from its checkpoint, and a discarded one is not", async () => {
    await configure({ "training.epochs": 40, "training.checkpointMinutes": 0 });
    const extension = await api();
    const stepOf = () => {
      const { trainingState: state } = extension;
      return state.kind === "running" ? state.progress.step : 0;
    };
    const killed = train();
    await until("twenty steps", () => stepOf() >= 20);
    process.kill(extension.trainerPid!, "SIGKILL");
    assert.equal(await killed, undefined);
    const resumed = train({ resume: true });
    await untilRunning();
    const first = stepOf();
    assert.ok(first >= 20, `goes on at step ${first}`);
    await discardRun();
    assert.equal(await resumed, undefined);
    const anew = train({ resume: true });
    await untilRunning();
    assert.ok(stepOf() < 20, `begins at step ${stepOf()}`);
    await vscode.commands.executeCommand("workspaceMlm.stop");
    assert.equal((await anew)?.stoppedEarly, true);
    await configure({ "training.checkpointMinutes": undefined });
  });

  test("the editor's own event loop stays free", async () => {
    await configure({ "training.epochs": ENDLESS });
    const result = train();
    await untilRunning();
    const delays: number[] = [];
    const before = performance.eventLoopUtilization();
    for (let i = 0; i < 100; i++) {
      const asked = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      delays.push(performance.now() - asked - 10);
    }
    const { utilization } = performance.eventLoopUtilization(before);
    await discardRun();
    await result;
    const median = delays.sort((a, b) => a - b)[50]!;
    assert.ok(median < 100, `median delay ${median} ms`);
    assert.ok(utilization < 0.5, `busy ${utilization} of the time`); // however slow the machine is
  });
});
