import { Fault } from "../core/errors";
import { type Sentence, sentence } from "../core/sentence";
import type { ModelSize, TrainingSettings } from "../protocol/training";
import { CONFIGURATION, SETTINGS, type SettingName } from "./ids";
import { type NumberOrWord, numberOf } from "./numberOrWord";
import { type NamedFolder, settingPath } from "./paths";

/** The parts of a setting's JSON schema in package.json that a value is checked against. */
export interface SettingSchema {
  readonly type: "string" | "number" | "integer" | "boolean" | "array";
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

export interface SettingsSource {
  /** The schema of a setting by its full name. */
  readonly schemas: Readonly<Record<string, SettingSchema>>;
  /**
   * The value as the person wrote it: the editor warns of a wrong one but hands it over all the same. `folder` is the
   * absolute path of a workspace folder, which may have values of its own.
   */
  value(name: SettingName, folder?: string): unknown;
  /** The workspace folders that paths may be relative to. */
  folders(): readonly NamedFolder[];
  warn(sentence: string): void;
}

export interface FillSettings {
  readonly enabled: boolean;
  readonly count: number;
  readonly timeLimitMs: number;
  readonly hover: boolean;
  /** Whether masks are marked in the editor. */
  readonly highlight: boolean;
  /** Whether the document and the workspace influence what is offered. */
  readonly memory: boolean;
  readonly threads: number;
}

export type UnlikelyWords = "off" | "onDemand" | "always";

/** What to learn from and what not, relative to a workspace folder. */
export interface FolderGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Settings {
  /** @throws Fault `bad-option` that names the first setting with a wrong value */
  training(): TrainingSettings;
  /** Likewise, of what is read. */
  corpus(): Pick<TrainingSettings, "include" | "exclude" | "maxFileSize">;
  /**
   * Of one workspace folder, by its absolute path.
   *
   * @throws Fault `bad-option`
   */
  globs(folder: string): FolderGlobs;
  /** A wrong value counts as the default, with a warning in the log: filling must not stop for it. */
  filling(): FillSettings;
  /** Where words are offered without a mask; likewise. */
  nextWord(): { readonly list: boolean; readonly ghostText: boolean };
  /** When words that are out of place are marked; likewise. */
  unlikelyWords(): UnlikelyWords;
  /**
   * Absolute path of the model to start from; undefined for the bundled one.
   *
   * @throws Fault `bad-option`
   */
  model(): string | undefined;
  /**
   * Absolute path of the folder for models; undefined for the editor's own storage.
   *
   * @throws Fault `bad-option`
   */
  modelsFolder(): string | undefined;
}

const KILOBYTE = 1024;

export function settings(source: SettingsSource): Settings {
  const strict = <T>(name: SettingName, folder?: string): T => {
    const value = source.value(name, folder);
    const problem = problemOf(name, value, source.schemas[fullName(name)]!);
    if (problem !== undefined) throw new Fault("bad-option", problem);
    return value as T;
  };
  const lenient = <T>(name: SettingName): T => {
    try {
      return strict(name);
    } catch (error) {
      source.warn((error as Fault).message);
      return source.schemas[fullName(name)]!.default as T;
    }
  };
  const number = (name: NumberOrWord): number => numberOf(source.value(name), name);
  const lenientThreads = (): number => {
    try {
      return number(SETTINGS.predictionThreads);
    } catch (error) {
      source.warn((error as Fault).message);
      return 0;
    }
  };
  const folder = (name: SettingName): string | undefined => {
    const value = strict<string>(name);
    return value.trim() === "" ? undefined : settingPath(name, value, source.folders());
  };
  const corpus = () => ({
    include: strict<readonly string[]>(SETTINGS.include),
    exclude: strict<readonly string[]>(SETTINGS.exclude),
    maxFileSize: KILOBYTE * strict<number>(SETTINGS.maxFileSize),
  });
  return {
    training: () => ({
      fromScratch: strict(SETTINGS.fromScratch),
      size: strict<ModelSize>(SETTINGS.size),
      epochs: number(SETTINGS.epochs),
      patience: number(SETTINGS.patience),
      checkpointMinutes: strict(SETTINGS.checkpointMinutes),
      learningRate: number(SETTINGS.learningRate),
      batchSize: strict(SETTINGS.batchSize),
      sequenceLength: strict(SETTINGS.sequenceLength),
      maskingProbability: strict(SETTINGS.maskingProbability),
      wholeWord: strict(SETTINGS.wholeWord),
      newWords: strict(SETTINGS.newWords),
      threads: number(SETTINGS.trainingThreads),
      device: strict<TrainingSettings["device"]>(SETTINGS.device),
      onBattery: strict<TrainingSettings["onBattery"]>(SETTINGS.onBattery),
      seed: strict(SETTINGS.seed),
      ...corpus(),
    }),
    corpus,
    globs: (folder) => ({
      include: strict(SETTINGS.include, folder),
      exclude: strict(SETTINGS.exclude, folder),
    }),
    filling: () => ({
      enabled: lenient(SETTINGS.suggestionsEnabled),
      count: lenient(SETTINGS.suggestionsCount),
      timeLimitMs: lenient(SETTINGS.timeLimit),
      hover: lenient(SETTINGS.hoverEnabled),
      highlight: lenient(SETTINGS.highlightMasks),
      memory: lenient(SETTINGS.memoryEnabled),
      threads: lenientThreads(),
    }),
    nextWord: () => ({
      list: lenient(SETTINGS.nextWordList),
      ghostText: lenient(SETTINGS.nextWordGhostText),
    }),
    unlikelyWords: () => lenient(SETTINGS.unlikelyWords),
    model: () => folder(SETTINGS.model),
    modelsFolder: () => folder(SETTINGS.modelsFolder),
  };
}

function fullName(name: SettingName): string {
  return `${CONFIGURATION}.${name}`;
}

/** One sentence if the schema does not allow `value`. */
function problemOf(name: SettingName, value: unknown, schema: SettingSchema): Sentence | undefined {
  const wanted = wantedInstead(value, schema);
  return wanted && sentence`The setting ${fullName(name)} must be ${wanted}; it is ${JSON.stringify(value)}.`;
}

function wantedInstead(value: unknown, schema: SettingSchema): Sentence | undefined {
  switch (schema.type) {
    case "number":
    case "integer":
      return wantedNumber(value, schema);
    case "array":
      return Array.isArray(value) && value.every((item) => typeof item === "string")
        ? undefined
        : sentence`a list of strings`;
    case "boolean":
      return typeof value === "boolean" ? undefined : sentence`true or false`;
    case "string":
      if (typeof value !== "string") return sentence`a string`;
      return schema.enum?.includes(value) === false ? sentence`one of ${schema.enum.join(", ")}` : undefined;
  }
}

function wantedNumber(value: unknown, { type, minimum = -Infinity, maximum = Infinity }: SettingSchema) {
  const fits =
    typeof value === "number" &&
    value >= minimum &&
    value <= maximum &&
    (type === "number" || Number.isInteger(value));
  if (fits) return undefined;
  return type === "integer"
    ? sentence`a whole number from ${minimum} to ${maximum}`
    : sentence`a number from ${minimum} to ${maximum}`;
}

/** The model to start from, where the setting names one. Throws a Fault `bad-option` for a wrong value. */
export function chosenBase(current: Settings): { readonly base?: string } {
  const base = current.model();
  return base === undefined ? {} : { base };
}
