import * as path from "node:path";
import * as vscode from "vscode";
import type { MemoryFiles, PredictorListener, PredictorSide } from "../protocol/filling";
import type { ModelsListener, ModelsSide } from "../protocol/models";
import type { CorpusListing, TrainerListener, TrainerSide, TrainParams } from "../protocol/training";
import { CorpusView } from "./corpus/corpusView";
import { Filler } from "./filling/filler";
import { CONFIGURATION } from "./ids";
import { l10n } from "./l10n";
import { describeError } from "./localize";
import { describeMemory } from "./memory/describeMemory";
import { memoryParams } from "./memory/memoryParams";
import { ComparisonDocument } from "./models/comparisonDocument";
import { type Engine, startEngine } from "./processes/engine";
import type { Exit } from "./processes/exit";
import { Predictor } from "./processes/predictor";
import { gaveUpText, reportCrash, reportGivingUp } from "./processes/reportCrash";
import { Reports } from "./report/reports";
import { type SettingSchema, type Settings, settings } from "./settings";
import { storageFolder } from "./storage";
import { Interruption } from "./training/interruption";
import { trainingFolders, trainingObstacle } from "./training/obstacle";
import { tellOfBattery, tellOfChanges } from "./training/tell";
import { type TrainerEvents, TrainingSession } from "./training/trainingSession";
import type { TrainingState } from "./training/trainingState";

/** `onProgress` gets the bytes that are there, of all. */
export type ModelRequest = <K extends keyof ModelsSide["requests"]>(
  method: K,
  params: Parameters<ModelsSide["requests"][K]>[0],
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
) => Promise<ReturnType<ModelsSide["requests"][K]>>;

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
  /** Lists what training would read, in a process of its own. */
  listCorpus(params: TrainParams, signal: AbortSignal): Promise<CorpusListing>;
  /** Asks a process of its own, which ends with the answer. */
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
  const current = readSettings(extension, log);
  const storage = () => storageFolder(current, extension);
  const predictor = createPredictor(extension, log, current, storage, () => filler.forget());
  const filler = new Filler(predictor, current);
  extension.subscriptions.push({ dispose: () => void predictor.end() });
  const startTrainer = trainerStarter(extension, log);
  const reports = new Reports(storage, new vscode.EventEmitter<void>());
  const training = createTraining(startTrainer, reports, log);
  const models = modelRequest(extension, log);
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
    settings: current,
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

function readSettings(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel): Settings {
  const manifest = extension.extension.packageJSON as {
    contributes: { configuration: { properties: Record<string, SettingSchema> }[] };
  };
  const sections = manifest.contributes.configuration.map(({ properties }) => properties);
  return settings({
    schemas: Object.assign({}, ...sections),
    value: (name, folder) => {
      const scope = folder === undefined ? undefined : vscode.Uri.file(folder);
      return vscode.workspace.getConfiguration(CONFIGURATION, scope).get(name);
    },
    folders: () => trainingFolders().map(({ name, uri }) => ({ name, path: uri.fsPath })),
    warn: (sentence) => log.warn(sentence),
  });
}

/** Its memory is for others then. */
const PREDICTOR_IDLE_MS = 10 * 60_000;

function createPredictor(
  extension: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  current: Settings,
  storage: () => string | undefined,
  onRemembered: () => void,
): Predictor {
  const remembered = (files: MemoryFiles) => {
    log.info(describeMemory(files, l10n));
    onRemembered();
  };
  return new Predictor({
    start: (onCrash) =>
      startEngine<PredictorListener, PredictorSide>({
        script: engineScript(extension),
        role: "predictor",
        handlers: { requests: {}, notifications: { remembered } },
        onOutput: (text) => log.debug(text.trimEnd()),
        onCrash,
      }),
    loadParams: () => {
      const folder = storage();
      const { threads } = current.filling();
      const memory = memoryParams({
        settings: current,
        storage: folder,
        warn: (sentence) => log.warn(sentence),
      });
      return {
        ...(folder !== undefined && { storage: folder }),
        ...chosenBase(current),
        threads,
        ...(memory && { memory }),
      };
    },
    idleMs: () => Number(process.env["WORKSPACE_MLM_PREDICTOR_IDLE_MS"] ?? PREDICTOR_IDLE_MS),
    gaveUp: () => gaveUpText(l10n),
    tooSlow: (limitMs) => l10n.t("The model did not answer within {0} s.", limitMs / 1000),
    onCrash: (exit, gaveUp) => (gaveUp ? reportGivingUp(exit, log) : reportCrash("predictor", exit, log)),
    warn: (error) => {
      const { message } = describeError(error, l10n);
      log.warn(message);
      void vscode.window.showWarningMessage(message);
    },
  });
}

type StartTrainer = (events: TrainerEvents) => Engine<TrainerSide>;

function trainerStarter(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel): StartTrainer {
  return (events) =>
    startEngine<TrainerListener, TrainerSide>({
      script: engineScript(extension),
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

function corpusLister(start: StartTrainer, log: vscode.LogOutputChannel): Services["listCorpus"] {
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

function modelRequest(extension: vscode.ExtensionContext, log: vscode.LogOutputChannel): ModelRequest {
  return async (method, params, signal, onProgress) => {
    const engine = startEngine<ModelsListener, ModelsSide>({
      script: engineScript(extension),
      role: "models",
      handlers: {
        requests: {},
        notifications: { progress: ({ done, total }) => onProgress?.(done, total) },
      },
      onOutput: (text) => log.debug(text.trimEnd()),
      onCrash: (exit) => reportCrash("models", exit, log),
    });
    try {
      return (await engine.connection.request(method, params as never, signal)) as never;
    } finally {
      await engine.end(0);
    }
  };
}

function createTraining(
  start: StartTrainer,
  reports: Reports,
  log: vscode.LogOutputChannel,
): TrainingSession {
  return new TrainingSession({
    start,
    changes: new vscode.EventEmitter<TrainingState>(),
    onReport: (report) => reports.take(report),
    onChanges: (changes) => tellOfChanges(changes, log),
    onBattery: () => tellOfBattery(log),
    onCrash: (exit) => reportCrash("trainer", exit, log),
  });
}

function engineScript(extension: vscode.ExtensionContext): string {
  return path.join(extension.extensionPath, "dist/engine.js");
}

/** The model to start from, where the setting names one. Throws a Fault `bad-option` for a wrong value. */
export function chosenBase(current: Settings): { readonly base?: string } {
  const base = current.model();
  return base === undefined ? {} : { base };
}
