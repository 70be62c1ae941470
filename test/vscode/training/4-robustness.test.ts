import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as vscode from "vscode";
import { ask, END, predictor, SENTENCE } from "../sentence";
import { api, complaints, completionsAt, configure, isAlive, open, QUICK_TRAINING, until } from "../support";
import { discardRun, ENDLESS, train, untilRunning } from "../train";

function threadsOf(pid: number): number {
  return Number(/Threads:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))![1]);
}

suite("more settings are obeyed", () => {
  suiteSetup(async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    assert.ok(await train());
  });
  suiteTeardown(() =>
    configure({
      "training.epochs": 1,
      "training.threads": undefined,
      "prediction.threads": undefined,
      "suggestions.timeLimit": undefined,
    }),
  );

  test("training threads", async () => {
    const counts: number[] = [];
    for (const threads of [1, 4]) {
      await configure({ "training.epochs": ENDLESS, "training.threads": threads });
      const run = train();
      await untilRunning();
      counts.push(threadsOf((await api()).trainerPid!));
      await discardRun();
      await run;
    }
    const more = counts[1]! - counts[0]!; // for each of the trainer's graphs
    assert.ok(more > 0 && more % 3 === 0, `${counts}`);
  });

  test("prediction threads", async () => {
    const counts: number[] = [];
    for (const threads of [1, 4]) {
      process.kill(await predictor(), "SIGKILL");
      await configure({ "prediction.threads": threads });
      counts.push(threadsOf(await predictor()));
    }
    assert.equal(counts[1]! - counts[0]!, 3, `${counts}`);
  });

  test("the time limit of a suggestion", async () => {
    const pid = await predictor();
    process.kill(pid, "SIGSTOP");
    try {
      const limits = [200, 3_000];
      const waits: number[] = [];
      for (const limit of limits) {
        await configure({ "suggestions.timeLimit": limit });
        const { document } = await open(SENTENCE);
        const asked = performance.now();
        const told = await complaints(async () => {
          assert.deepEqual(await completionsAt(document, END, "]"), []);
          waits.push(performance.now() - asked);
        });
        assert.deepEqual(told, [`The model did not answer within ${limit / 1000} s.`]);
      }
      assert.ok(limits.every((limit, i) => waits[i]! > 0.8 * limit) && waits[0]! < waits[1]!, `${waits} ms`);
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });
});

suite("what goes wrong leaves the editor well", () => {
  suiteSetup(async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    assert.ok(await train());
  });

  test("a predictor that dies while it is asked: the request settles, and the next one is answered", async () => {
    const pid = await predictor();
    process.kill(pid, "SIGSTOP");
    const { document } = await open(SENTENCE);
    const asked = completionsAt(document, END);
    await new Promise((resolve) => setTimeout(resolve, 200));
    process.kill(pid, "SIGKILL");
    assert.deepEqual(await asked, []);
    assert.notEqual(await predictor(), pid);
  });

  test("a predictor that keeps dying is not started for ever, until there is a new model", async () => {
    assert.ok(await train()); // forgets the crash above
    for (let crash = 0; crash < 3; crash++) {
      const pid = await predictor();
      process.kill(pid, "SIGKILL");
      await until("the end of the process", async () => !isAlive(pid) && (await api()).predictorPid !== pid);
    }
    assert.equal(await ask(), 0);
    assert.equal((await api()).predictorPid, undefined);
    assert.ok(await train());
    assert.ok(isAlive(await predictor()));
  });

  test("a second start while one runs asks, and without an answer the first goes on", async () => {
    await configure({ "training.epochs": ENDLESS });
    const first = train();
    await untilRunning();
    const { trainerPid } = await api();
    let settled = false;
    const second = train().then((result) => {
      settled = true;
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(settled, false, "it waits for the answer");
    await vscode.commands.executeCommand("notifications.clearAll");
    assert.equal(await second, undefined);
    assert.equal((await api()).trainerPid, trainerPid);
    assert.equal((await api()).trainingState.kind, "running");
    await discardRun();
    assert.equal(await first, undefined);
    await configure({ "training.epochs": 1 });
  });
});
