import type * as vscode from "vscode";
import type { CorpusListing, TrainerListener, TrainerSide, TrainParams } from "../../protocol/training";
import type { TrainerEvents } from "../training/trainingSession";
import { type Engine, startEngine } from "./engine";
import type { Exit } from "./exit";
import { reportCrash } from "./reportCrash";

export type StartTrainer = (events: TrainerEvents) => Engine<TrainerSide>;

export function trainerStarter(script: string, log: vscode.LogOutputChannel): StartTrainer {
  return (events) =>
    startEngine<TrainerListener, TrainerSide>({
      script,
      role: "trainer",
      handlers: {
        requests: {},
        notifications: {
          progress: events.onProgress,
          log: ({ level, text }) => log[level](text),
          report: events.onReport,
          power: events.onPower,
          changes: events.onChanges,
        },
      },
      onOutput: (text) => log.debug(text.trimEnd()),
      onCrash: events.onCrash,
    });
}

/** Lists what training would read. */
export type ListCorpus = (params: TrainParams, signal: AbortSignal) => Promise<CorpusListing>;

/** Each list is made by a process of its own, which ends with it. */
export function corpusLister(start: StartTrainer, log: vscode.LogOutputChannel): ListCorpus {
  return async (params, signal) => {
    const onCrash = (exit: Exit) => reportCrash("trainer", exit, log);
    const nothing = () => {};
    const trainer = start({
      ...{ onProgress: nothing, onReport: nothing, onPower: nothing, onChanges: nothing },
      onCrash,
    });
    try {
      return await trainer.connection.request("listCorpus", params, signal);
    } finally {
      await trainer.end(0);
    }
  };
}
