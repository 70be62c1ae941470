import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Fault } from "../core/errors";
import type { ModelConfig } from "../core/models/families";
import type { Ranking } from "../core/ranking/rank";
import type { TrainingOptions } from "../core/training/train";
import { keepModel, keepOrFail } from "../engine/conclude/keepModel";
import { rankingFor } from "../engine/conclude/rankingFor";
import type { DataOptions } from "../engine/corpus/prepareData";
import { DEFAULTS } from "../engine/defaultOptions";
import type { RunOutcome } from "../engine/follow/outcome";
import type { Model } from "../engine/models/loadModel";
import { removeRunFolder, writeReport } from "../engine/runs/folder";
import type { Start } from "../engine/start/prepare";
import type { TextSize } from "../engine/training/trainingTask";
import { type TrainedRun, type TrainingRun, trainModel } from "../engine/trainModel";
import { writeFileAtomic } from "../node/atomicFiles";
import { bundledModel } from "../node/bundledModel";
import { exists, readText } from "../node/readFiles";
import { userCacheFolder } from "../node/userCacheFolder";
import { checkModelTarget, checkWritable } from "../node/writeModelFolder";
import { ENGLISH } from "../protocol/localize";
import { changeSentences } from "../report/changes";
import { parseReport } from "../report/parse";
import { type Command, EXIT_INTERRUPTED, EXIT_OK, type Io } from "./command";
import { corpusOptions } from "./corpusOptions";
import { describeOptions, parseOptions } from "./options";
import { LARGEST_REPORT } from "./reportCommand";
import { type RunFolder, withRunFolder } from "./runFolder";
import { tokenCache } from "./tokenCache";
import {
  scratchOptions,
  settingsOf,
  TRAIN_OPTIONS,
  type TrainValues,
  threadsOf,
  trainingOptions,
} from "./trainOptions";
import { createReporter, type TrainReporter } from "./trainReporter";

export const trainCommand: Command = {
  summary: "train a model on the text of a folder",
  help: `Usage: workspace-mlm train FOLDER... [OPTIONS]

Reads the text files of the folders, holds some out, and trains a masked language model on the rest.
Ctrl+C stops after the running step and keeps what was learnt; --resume goes on from there, also after a crash.

${describeOptions(TRAIN_OPTIONS)}`,

  run: (argv, io) => train(argv, io),
};

/** @param tellsPlace whether the person is told where the model lies: not where it is deleted again */
export async function train(argv: readonly string[], io: Io, { tellsPlace = true } = {}): Promise<number> {
  const { values, positionals } = parseOptions(TRAIN_OPTIONS, argv);
  const output = resolve(values.output);
  checkTraining(values, positionals);
  const reporter = createReporter(io, { json: values.json, tellsPlace });
  await checkOutput(values, output);
  return withRunFolder(output, values, reporter.warn, (run) =>
    runTrain({ values, positionals, output, run }, io, reporter),
  );
}

interface Call {
  readonly values: TrainValues;
  readonly positionals: readonly string[];
  readonly output: string;
  readonly run: RunFolder;
}

async function runTrain(call: Call, io: Io, reporter: TrainReporter): Promise<number> {
  const { values, positionals, output } = call;
  reporter.reading(positionals);
  const trained = await trainModel(trainingRun(call), {
    stop: new AbortController().signal,
    suspend: io.signal,
    onStarted: (started) => reporter.prepared(started),
    onDevice: (device) => {
      if (device === "webgpu") reporter.onGpu();
    },
    onEvent: (event, pace) => reporter.event(event, pace),
    onChanges: (changes) => {
      for (const sentence of changeSentences(changes, ENGLISH)) reporter.warn(sentence);
    },
    warn: (sentence) => reporter.warn(sentence),
  });
  const data = dataOptions(values, positionals);
  const ranking = await rankingFor(data, trained, io.signal, reporter.warn);
  const { written, ...concluded } = await conclude(trained, ranking, call);
  if (concluded.failure === undefined || concluded.steps > 0)
    reporter.finished(concluded, written ? output : undefined);
  if (values.report !== undefined)
    await writeFileAtomic(resolve(values.report), JSON.stringify(concluded.report));
  if (concluded.failure !== undefined) throw concluded.failure;
  if (concluded.status === "suspended") return EXIT_INTERRUPTED;
  reporter.report(concluded.report);
  return EXIT_OK;
}

function trainingRun({ values, positionals, output, run: { folder, resume } }: Call): TrainingRun {
  const start = startOf(values, resume);
  return {
    ...{ folder, resume, start },
    name: basename(output),
    data: dataOptions(values, positionals),
    base: "model" in start ? resolve(start.model) : undefined,
    threads: threadsOf(values),
    device: values.device,
    speedsFolder: userCacheFolder(),
    optionsFor: (config, text) => optionsFor(values, config, text),
    patience: values.patience,
    checkpointMinutes: values["checkpoint-minutes"],
    settings: (options) => settingsOf(values, options),
  };
}

export function checkTraining(values: TrainValues, folders: readonly string[]): void {
  if (folders.length === 0) {
    throw new Fault("bad-option", "Name the folder to train on: workspace-mlm train FOLDER.");
  }
  if (values["from-scratch"] && values.model !== undefined) {
    throw new Fault(
      "bad-option",
      "--from-scratch starts without a model, so leave out --model or --from-scratch.",
    );
  }
  if (values.resume && values["start-anew"])
    throw new Fault("bad-option", "Say either --resume or --start-anew.");
  if (values["hidden-size"] % 64 !== 0) {
    throw new Fault("bad-option", `--hidden-size must be a multiple of 64, not ${values["hidden-size"]}.`);
  }
}

/** Finds out before hours of training whether the model can be written. */
async function checkOutput(values: TrainValues, output: string): Promise<void> {
  if (!values.overwrite && !values.resume && existsSync(output)) {
    throw new Fault(
      "bad-option",
      `${output} is already there; choose another --output, or say --overwrite to replace the model in it.`,
    );
  }
  await checkModelTarget(output, { replace: values.overwrite || values.resume });
  if (values.report !== undefined) await checkReportTarget(resolve(values.report));
}

/** Only an earlier report is replaced. */
async function checkReportTarget(file: string): Promise<void> {
  await checkWritable(file);
  if (!(await exists(file))) return;
  const text = await readText(file, LARGEST_REPORT);
  if (parseReport(text) !== undefined) return;
  throw new Fault(
    "bad-option",
    `${file} is there already and is not the report of a training run; choose another file for --report.`,
  );
}

/** @throws Fault "bad-option" when the sequences are longer than the model's positions */
export function optionsFor(values: TrainValues, config: ModelConfig, text: TextSize): TrainingOptions {
  const { maxPositions, hiddenSize } = config;
  if (values["max-seq-length"] > maxPositions) {
    throw new Fault(
      "bad-option",
      `--max-seq-length ${values["max-seq-length"]} is more than the model's ${maxPositions} positions; choose a smaller one.`,
    );
  }
  return trainingOptions(values, { ...text, hiddenSize });
}

/** What a run starts from; one that goes on has its words already. */
export function startOf(values: TrainValues, resume = false): Start {
  const scratch = scratchOptions(values);
  if (values["from-scratch"]) return { scratch };
  const model = values.model ?? bundledModel();
  const newWords = { maxWords: resume ? 0 : values["new-words"], minCount: DEFAULTS.newWordCount };
  return model === undefined ? { scratch } : { model, newWords };
}

export function dataOptions(values: TrainValues, positionals: readonly string[]): DataOptions {
  return {
    folders: positionals.map((folder) => resolve(folder)),
    corpus: corpusOptions(values),
    tokenCache: tokenCache(values),
    maxSeqLength: values["max-seq-length"],
    lineByLine: values["line-by-line"],
    validationSplit: values["validation-split"],
    seed: values.seed,
  };
}

/** How the run ended, and whether a model was written. */
interface Concluded extends RunOutcome {
  readonly written: boolean;
}

/** Writes the model to keep, where there is one, and leaves the report with what is left to be resumed. */
async function conclude(
  { started, task, outcome }: TrainedRun,
  ranking: Ranking | undefined,
  call: Call,
): Promise<Concluded> {
  const { folder, resume } = call.run;
  const { questions } = started.data.heldOut;
  const kept = modelToKeep(outcome, { ...started.model, parameters: task.state.tensors("parameters") });
  const target = { folder: call.output, replace: call.values.overwrite || resume, questions, ranking };
  const concluded = await keepOrFail(outcome, async () => {
    if (kept) await keepModel(kept, outcome.report, target);
  });
  const { status, steps, report } = concluded;
  const isOver = status === "finished" || (status === "suspended" && steps === 0);
  if (isOver) await removeRunFolder(folder);
  else await writeReport(folder, report);
  return { ...concluded, written: kept !== undefined && concluded === outcome };
}

/** The best model; that of the last step where a run was suspended before any evaluation. */
function modelToKeep({ status, model, steps, after }: RunOutcome, current: Model): Model | undefined {
  return status === "suspended" && after === undefined && steps > 0 ? current : model;
}
