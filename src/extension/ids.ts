/** All that package.json and the code must agree on. A test holds the two together. */

export const COMMANDS = {
  train: "workspaceMlm.train",
  pause: "workspaceMlm.pause",
  resume: "workspaceMlm.resume",
  stop: "workspaceMlm.stop",
  discardRun: "workspaceMlm.discardRun",
  showActions: "workspaceMlm.showActions",
  showLog: "workspaceMlm.showLog",
  restartPredictor: "workspaceMlm.restartPredictor",
  fillDocument: "workspaceMlm.fillDocument",
  fillSelection: "workspaceMlm.fillSelection",
  insertMask: "workspaceMlm.insertMask",
  nextMask: "workspaceMlm.nextMask",
  previousMask: "workspaceMlm.previousMask",
  suggestOtherWords: "workspaceMlm.suggestOtherWords",
  showUnlikelyWords: "workspaceMlm.showUnlikelyWords",
  hideUnlikelyWords: "workspaceMlm.hideUnlikelyWords",
  showCorpus: "workspaceMlm.showCorpus",
  refreshCorpus: "workspaceMlm.refreshCorpus",
  excludeFromTraining: "workspaceMlm.excludeFromTraining",
  exportModel: "workspaceMlm.exportModel",
  importModel: "workspaceMlm.importModel",
  manageModels: "workspaceMlm.manageModels",
  deleteModels: "workspaceMlm.deleteModels",
  useBaseModel: "workspaceMlm.useBaseModel",
  exportJob: "workspaceMlm.exportJob",
  showReport: "workspaceMlm.showReport",
  openSample: "workspaceMlm.openSample",
  fillSample: "workspaceMlm.fillSample",
  openSettings: "workspaceMlm.openSettings",
} as const;

/** What our own links run; not for the palette, and not in package.json. */
export const INTERNAL_COMMANDS = {
  replaceMask: "workspaceMlm.replaceMask",
  addOwnWord: "workspaceMlm.addOwnWord",
} as const;

export const CONFIGURATION = "workspaceMlm";

/** Names below `CONFIGURATION`. */
export const SETTINGS = {
  model: "model",
  modelsFolder: "modelsFolder",
  size: "training.size",
  epochs: "training.epochs",
  patience: "training.patience",
  checkpointMinutes: "training.checkpointMinutes",
  learningRate: "training.learningRate",
  batchSize: "training.batchSize",
  sequenceLength: "training.sequenceLength",
  maskingProbability: "training.maskingProbability",
  fromScratch: "training.fromScratch",
  wholeWord: "training.wholeWord",
  newWords: "training.newWords",
  trainingThreads: "training.threads",
  device: "training.device",
  onBattery: "training.onBattery",
  seed: "training.seed",
  include: "corpus.include",
  exclude: "corpus.exclude",
  maxFileSize: "corpus.maxFileSize",
  suggestionsEnabled: "suggestions.enabled",
  suggestionsCount: "suggestions.count",
  timeLimit: "suggestions.timeLimit",
  hoverEnabled: "hover.enabled",
  highlightMasks: "highlightMasks",
  unlikelyWords: "unlikelyWords",
  nextWordList: "nextWord.list",
  nextWordGhostText: "nextWord.ghostText",
  memoryEnabled: "memory.enabled",
  predictionThreads: "prediction.threads",
} as const;

export const CONTEXT_KEYS = {
  /** The `kind` of the training state. */
  training: "workspaceMlm.training",
  /** Whether this window may train: trusted, with a folder on disk. */
  canTrain: "workspaceMlm.canTrain",
  /** Whether a run of this workspace was interrupted and can be resumed. */
  interrupted: "workspaceMlm.interrupted",
  /** Whether a training came to a result in this window. */
  hasTrained: "workspaceMlm.hasTrained",
  /** Whether masks of a document were filled in this window. */
  hasFilled: "workspaceMlm.hasFilled",
  /** Whether the corpus was asked for, so that its view has something to show. */
  corpusShown: "workspaceMlm.corpusShown",
  /** Whether the active editor's document holds a mask. */
  hasMask: "workspaceMlm.hasMask",
} as const;

export type ContextKey = (typeof CONTEXT_KEYS)[keyof typeof CONTEXT_KEYS];

export const VIEWS = {
  corpus: "workspaceMlm.corpus",
} as const;

export const COLORS = {
  maskBackground: "workspaceMlm.maskBackground",
  maskBorder: "workspaceMlm.maskBorder",
} as const;

/** The type of the report's webview panel. */
export const REPORT_PANEL = "workspaceMlm.report";
/** Of the document with the comparison of models. */
export const COMPARISON_SCHEME = "workspace-mlm-comparison";
export const MCP_PROVIDER = "workspaceMlm.mcp";
export const STATUS_BAR_ITEM = "workspaceMlm.training";
export const LANGUAGE_STATUS_ITEM = "workspaceMlm.model";

export type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS];
