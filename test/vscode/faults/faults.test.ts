import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { predictor } from "../sentence";
import { api, complaints, configure, isAlive, QUICK_TRAINING, until } from "../support";
import { discardRun, ENDLESS, train, untilRunning } from "../train";

const signal = (name: NodeJS.Signals) => (pid: number) => void process.kill(pid, name);

/** Has a Node process run `process.exit(code)`, through Node's own debugger. */
const exit = (code: number) => (pid: number) => {
  const debug = spawn(process.execPath, ["inspect", "-p", String(pid)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  debug.stdout.on("data", (output) => {
    if (String(output).includes("debug>")) debug.stdin.write(`exec('process.exit(${code})')\n`);
  });
  setTimeout(() => debug.kill(), DEBUGGER_MS); // the process waits for it to let go
};

const DEBUGGER_MS = 5_000;

suite("what goes wrong is told in one sentence", () => {
  let storage: string;
  suiteSetup(async () => {
    await configure({ ...QUICK_TRAINING, "training.epochs": 1 });
    storage = path.dirname(path.dirname((await train())!.model));
  });

  const unexpected = (how: string) =>
    `Training ended unexpectedly (${how}); what was saved before is kept, and training can be started again.`;
  for (const [how, end, sentence] of [
    [
      "killed",
      signal("SIGKILL"),
      "Training was ended by the system, most likely for lack of memory: choose a smaller model, batch size or sequence length.",
    ],
    ["ended by another signal", signal("SIGTERM"), unexpected("SIGTERM")],
    ["that exits by itself", exit(3), unexpected("3")],
  ] as const) {
    test(`a trainer ${how}`, async () => {
      await configure({ "training.epochs": ENDLESS });
      const extension = await api();
      const told = await complaints(async () => {
        const run = train();
        await untilRunning();
        end(extension.trainerPid!);
        assert.equal(await run, undefined);
      });
      assert.deepEqual(told, [sentence]);
      assert.equal(extension.trainerPid, undefined, "it is not started again");
      await discardRun();
    });
  }

  test("a predictor that dies is told of once, and stays away until it is asked", async () => {
    const pid = await predictor();
    const told = await complaints(async () => {
      process.kill(pid, "SIGTERM");
      await until("the end of the process", () => !isAlive(pid));
    });
    assert.deepEqual(told, ["The prediction process ended unexpectedly (SIGTERM)."]);
    assert.equal((await api()).predictorPid, undefined);
    assert.notEqual(await predictor(), pid);
  });

  test("storage that is no folder, and nothing hangs", async () => {
    const aside = `${storage}.aside`;
    fs.renameSync(storage, aside);
    fs.writeFileSync(storage, "");
    try {
      const told = await complaints(train);
      assert.equal(told.length, 1, told.join("\n"));
      assert.ok(told[0]!.startsWith(`Cannot read ${storage}`), told[0]);
      const { trainerPid, trainingState } = await api();
      assert.deepEqual(
        { trainerPid, trainingState },
        { trainerPid: undefined, trainingState: { kind: "idle" } },
      );
      assert.equal(fs.readFileSync(storage, "utf8"), "");
    } finally {
      fs.rmSync(storage);
      fs.renameSync(aside, storage);
    }
    await configure({ "training.epochs": 1 });
    assert.ok(await train());
  });
});
