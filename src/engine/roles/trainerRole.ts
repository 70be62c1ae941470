import { constants } from "node:os";
import { isOnBattery, MACHINE, type PowerSource } from "../../node/power";
import { giveWay } from "../../node/priority";
import { ipcTransport } from "../../protocol/ipc";
import { type Connection, connect } from "../../protocol/rpc";
import type { TrainerListener, TrainerSide, TrainingProgress } from "../../protocol/training";
import { listCorpus } from "../corpus/listCorpus";
import { pauseGate } from "../follow/pauseGate";
import { withTrainingLock } from "../runs/trainingLock";
import { discardUnfinished } from "../runs/unfinished";
import { planTraining } from "../training/plan";
import { runTraining } from "../trainingRun";
import { pauseOnBattery } from "./batteryPause";
import { throttled } from "./throttled";

const BATTERY_INTERVAL_MS = Number(process.env["WORKSPACE_MLM_POWER_INTERVAL_MS"] ?? 60_000);

/** Serves the extension host; when that goes, a checkpoint is saved before the process ends. */
export function runTrainer(): void {
  giveWay(constants.priority.PRIORITY_LOW); // before any thread starts: on Linux they inherit it
  const stop = new AbortController();
  const suspend = new AbortController();
  const gate = pauseGate();
  let running: Promise<unknown> = Promise.resolve();
  const host: Connection<TrainerListener> = connect<TrainerSide, TrainerListener>(ipcTransport(process), {
    requests: {
      plan: (params, signal) => planTraining(params, signal),
      listCorpus: (params, signal) => listCorpus(params, signal),
      train: (params) => {
        const battery = params.settings.onBattery === "pause" ? watchBattery() : undefined;
        const run = runTraining(params, {
          stop: stop.signal,
          suspend: suspend.signal,
          gate,
          progress: throttled<TrainingProgress>(
            (progress) => host.notify("progress", progress),
            ({ stage }, last) => stage !== last?.stage,
          ),
          report: (report) => host.notify("report", report),
          changes: (changes) => host.notify("changes", changes),
          warn: (text) => host.notify("log", { level: "warn", text }),
        });
        running = run.catch(() => {}).finally(() => battery?.stop());
        return run;
      },
      stop: () => stop.abort(),
      discardUnfinished: ({ storage }) => withTrainingLock(storage, () => discardUnfinished(storage)),
    },
    notifications: { pause: () => gate.pause("asked"), resume: () => gate.resume() },
  });
  const watchBattery = () =>
    pauseOnBattery({
      gate,
      isOnBattery: () => isOnBattery(powerSource()),
      onChange: (onBattery) => host.notify("power", { onBattery }),
      intervalMs: BATTERY_INTERVAL_MS,
    });
  process.on("disconnect", () => {
    suspend.abort();
    void running.then(() => process.exit());
  });
}

/** A test may name a folder that stands for Linux's own. */
function powerSource(): PowerSource {
  const supplies = process.env["WORKSPACE_MLM_POWER_SUPPLY"];
  return supplies === undefined ? MACHINE : { ...MACHINE, platform: "linux", supplies };
}
