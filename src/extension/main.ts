import { type ExtensionContext, ExtensionMode, type LogOutputChannel } from "vscode";
import { CONTRIBUTIONS, contribute } from "./contributions";
import type { CorpusView } from "./corpus/corpusView";
import { createServices, type Services } from "./services";
import type { SessionState } from "./training/sessionState";

/** What the tests see. */
export interface TestApi {
  readonly trainingState: SessionState;
  readonly trainerPid: number | undefined;
  readonly predictorPid: number | undefined;
  readonly corpusView: CorpusView;
  readonly log: LogOutputChannel;
}

/** Wires and returns. On deactivation the subscriptions end the processes, which save by themselves before they exit. */
export function activate(extension: ExtensionContext): TestApi | undefined {
  const services = createServices(extension);
  extension.subscriptions.push(...contribute(CONTRIBUTIONS, services));
  return isUnderTest(extension) ? testApi(services) : undefined;
}

/** An extension that is installed for the tests, instead of being developed, runs in production mode. */
function isUnderTest({ extensionMode }: ExtensionContext): boolean {
  return extensionMode === ExtensionMode.Test || process.env["WORKSPACE_MLM_TEST"] === "1";
}

function testApi({ predictor, training, corpusView, log }: Services): TestApi {
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
