import type { ExtensionContext, LogOutputChannel } from "vscode";
import { CONTRIBUTIONS, contribute } from "./contributions";
import type { CorpusView } from "./corpus/corpusView";
import { createServices } from "./services";
import type { TrainingState } from "./training/trainingState";

/** What other extensions, the tests and the benchmarks can see. */
export interface WorkspaceMlmApi {
  readonly trainingState: TrainingState;
  readonly trainerPid: number | undefined;
  readonly predictorPid: number | undefined;
  readonly corpusView: CorpusView;
  readonly log: LogOutputChannel;
}

/** Wires and returns. On deactivation the subscriptions end the processes, which save by themselves before they exit. */
export function activate(extension: ExtensionContext): WorkspaceMlmApi {
  const services = createServices(extension);
  const { predictor, training, corpusView, log } = services;
  extension.subscriptions.push(...contribute(CONTRIBUTIONS, services));
  return {
    get trainingState() {
      return training.state;
    },
    get trainerPid() {
      return training.pid;
    },
    get predictorPid() {
      return predictor.pid;
    },
    corpusView,
    log,
  };
}
