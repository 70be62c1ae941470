import * as path from "node:path";
import * as vscode from "vscode";
import { CorpusView } from "./corpus/corpusView";
import { Filler } from "./filling/filler";
import { ComparisonDocument } from "./models/comparisonDocument";
import { type ModelRequest, modelRequest } from "./processes/modelsProcess";
import type { Predictor } from "./processes/predictor";
import { createPredictor } from "./processes/predictorProcess";
import { reportCrash } from "./processes/reportCrash";
import { corpusLister, type ListCorpus, trainerStarter } from "./processes/trainerProcess";
import { readSettings } from "./readSettings";
import { Reports } from "./report/reports";
import type { Settings } from "./settings";
import { storageFolder } from "./storage";
import { Interruption } from "./training/interruption";
import { notifyOfBattery, notifyOfChanges } from "./training/messages/notifications";
import type { SessionState } from "./training/sessionState";
import { TrainingSession } from "./training/trainingSession";
import { trainingObstacle } from "./workspace/obstacle";

/** What the contributions work with. Nothing here starts a process or reads a file before it is asked to. */
export interface Services {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly settings: Settings;
  readonly predictor: Predictor;
  readonly filler: Filler;
  readonly training: TrainingSession;
  readonly interruption: Interruption;
  readonly reports: Reports;
  readonly corpusView: CorpusView;
  readonly comparison: ComparisonDocument;
  readonly listCorpus: ListCorpus;
  readonly models: ModelRequest;
  /**
   * Absolute path of the folder for this workspace's models, as the settings have it now; none in an empty window.
   *
   * @throws Fault `bad-option` for a setting with a wrong value
   */
  readonly storage: string | undefined;
}

export function createServices(extension: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel("Workspace MLM", { log: true });
  extension.subscriptions.push(log);
  const script = path.join(extension.extensionPath, "dist/engine.js");
  const settings = readSettings(extension, log);
  const storage = () => storageFolder(settings, extension);
  const onRemembered = () => filler.forget();
  const predictor = createPredictor({ script, settings, storage, onRemembered, log });
  const filler = new Filler(predictor, settings);
  extension.subscriptions.push({ dispose: () => void predictor.end() });
  const startTrainer = trainerStarter(script, log);
  const reports = new Reports(storage, new vscode.EventEmitter<void>());
  const training = new TrainingSession({
    start: startTrainer,
    changes: new vscode.EventEmitter<SessionState>(),
    onReport: (report) => reports.take(report),
    onChanges: (changes) => notifyOfChanges(changes, log),
    onBattery: () => notifyOfBattery(log),
    onCrash: (exit) => reportCrash("trainer", exit, log),
  });
  const models = modelRequest(script, log);
  const interruption = new Interruption({
    storage: () => (trainingObstacle() === undefined ? storage() : undefined),
    find: (folder) => models("interruptedRun", { storage: folder }),
    changes: new vscode.EventEmitter<void>(),
  });
  const corpusView = new CorpusView();
  const comparison = new ComparisonDocument();
  extension.subscriptions.push(training, interruption, reports, corpusView, comparison);
  return {
    extension,
    log,
    settings,
    predictor,
    filler,
    training,
    interruption,
    reports,
    corpusView,
    comparison,
    listCorpus: corpusLister(startTrainer, log),
    models,
    get storage() {
      return storage();
    },
  };
}
