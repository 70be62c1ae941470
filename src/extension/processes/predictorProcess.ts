import * as vscode from "vscode";
import type { MemoryFiles, PredictorListener, PredictorSide } from "../../protocol/filling";
import { l10n } from "../l10n";
import { describeError } from "../localize";
import { describeMemory } from "../memory/describeMemory";
import type { Settings } from "../settings";
import { startEngine } from "./engine";
import { loadParams } from "./loadParams";
import { Predictor, type PredictorState } from "./predictor";
import { gaveUpText, reportCrash, reportGivingUp } from "./reportCrash";

/** After this time the process ends, to free its memory. */
const PREDICTOR_IDLE_MS = 10 * 60_000;

export interface PredictorProcessOptions {
  /** Absolute path of the engine's script. */
  readonly script: string;
  readonly settings: Settings;
  /** Absolute path of the folder for this workspace's models, where there is one. */
  storage(): string | undefined;
  /** Called when the workspace's words are known. */
  onRemembered(): void;
  readonly log: vscode.LogOutputChannel;
}

export function createPredictor({
  script,
  settings,
  storage,
  onRemembered,
  log,
}: PredictorProcessOptions): Predictor {
  const remembered = (files: MemoryFiles) => {
    log.info(describeMemory(files, l10n));
    onRemembered();
  };
  return new Predictor({
    start: (onCrash) =>
      startEngine<PredictorListener, PredictorSide>({
        script,
        role: "predictor",
        handlers: { requests: {}, notifications: { remembered } },
        onOutput: (text) => log.debug(text.trimEnd()),
        onCrash,
      }),
    loadParams: () => loadParams({ settings, storage: storage(), log }),
    idleMs: () => Number(process.env["WORKSPACE_MLM_PREDICTOR_IDLE_MS"] ?? PREDICTOR_IDLE_MS),
    gaveUp: () => gaveUpText(l10n),
    tooSlow: (limitMs) => l10n.t("The model did not answer within {0} s.", limitMs / 1000),
    onCrash: (exit, gaveUp) => (gaveUp ? reportGivingUp(exit, log) : reportCrash("predictor", exit, log)),
    warn: (error) => {
      const { message } = describeError(error, l10n);
      log.warn(message);
      void vscode.window.showWarningMessage(message);
    },
    changes: new vscode.EventEmitter<PredictorState>(),
  });
}
