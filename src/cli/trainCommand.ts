import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Fault } from "../core/errors";
import { parametersOf } from "../core/models/families";
import type { HeldOutText } from "../core/questions/heldOutText";
import type { WordQuestion } from "../core/questions/wordQuestion";
import type { TrainingTask } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { judge } from "../engine/conclude/verdict";
import { followRun } from "../engine/follow/followRun";
import { type RunOutcome, unkept } from "../engine/follow/outcome";
import { newReport } from "../engine/follow/reportStart";
import { hideOneWord } from "../engine/follow/sampleFills";
import { type Model, saveModel } from "../engine/models/loadModel";
import { type Provenance, passedOn, provenanceOf } from "../engine/models/provenance";
import { leaveReport, removeRun } from "../engine/runs/folder";
import { madeStart, startFolder } from "../engine/runs/unfinished";
import { type DataOptions, type Prepared, type PrepareStart, prepare } from "../engine/start/prepare";
import { USUAL } from "../engine/training/usualOptions";
import { writeFileAtomic } from "../node/atomicFiles";
import { bundledModel } from "../node/bundledModel";
import { nameOf } from "../node/heldOutStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { exists, readText } from "../node/readFiles";
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

  async run(argv, io) {
    const { values, positionals } = parseOptions(TRAIN_OPTIONS, argv);
    const output = resolve(values.output);
    checkTraining(values, positionals);
    const reporter = createReporter(io, values.json);
    await checkOutput(values, output);
    return withRunFolder(output, values, reporter.warn, (run) =>
      runTrain({ values, positionals, output, run }, io, reporter),
    );
  },
};

interface Call {
  readonly values: TrainValues;
  readonly positionals: readonly string[];
  readonly output: string;
  readonly run: RunFolder;
}

async function runTrain(call: Call, io: Io, reporter: TrainReporter): Promise<number> {
  const { values, positionals, run } = call;
  reporter.reading(positionals);
  const made = run.resume ? await madeStart(run.folder) : undefined;
  const source = made ?? startOf(values, run.resume);
  const prepared = await prepare(source, dataOptions(values, positionals), io.signal);
  checkSequenceLength(values, prepared.model);
  const asked = baseOf(startOf(values, run.resume));
  const base = made ? made.base : asked;
  return trainPrepared(prepared, { ...call, base, isOtherModel: base !== asked }, io, reporter);
}

/** The folder of the model to start from. */
function baseOf(start: PrepareStart): string | undefined {
  return "model" in start ? resolve(start.model) : undefined;
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

export function checkSequenceLength(values: TrainValues, { config }: Pick<Model, "config">): void {
  if (values["max-seq-length"] <= config.maxPositions) return;
  throw new Fault(
    "bad-option",
    `--max-seq-length ${values["max-seq-length"]} is more than the model's ${config.maxPositions} positions; choose a smaller one.`,
  );
}

/** What a run starts from; one that goes on has its words already. */
export function startOf(values: TrainValues, resume = false): PrepareStart {
  const scratch = scratchOptions(values);
  if (values["from-scratch"]) return { scratch };
  const model = values.model ?? bundledModel();
  const newWords = { maxWords: resume ? 0 : values["new-words"], minCount: USUAL.newWordCount };
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

interface Start extends Call {
  /** The model folder that was asked for; undefined where the run starts from nothing. */
  readonly base: string | undefined;
  /** Whether the run, which goes on, has another one of its own. */
  readonly isOtherModel: boolean;
}

async function trainPrepared(
  prepared: Prepared,
  { values, output, run: { folder, resume }, base, isOtherModel }: Start,
  io: Io,
  reporter: TrainReporter,
): Promise<number> {
  const { model, data, base: baseModel, newWords } = prepared;
  const { config, tokenizer } = model;
  const fromScratch = base === undefined;
  if ((fromScratch || newWords.length > 0) && !resume) await saveModel(startFolder(folder), model, {});
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", model.parameters);
  reporter.prepared(prepared);
  const { train, validation } = data;
  const backend = onnxRuntimeBackend({ threads: threadsOf(values) });
  const options = trainingOptions(values, {
    fromScratch,
    hiddenSize: config.hiddenSize,
    sequences: train.count,
  });
  const task: TrainingTask = {
    ...{ backend, config, state, vocabulary: tokenizer, train, validation, options },
  };
  const settings = settingsOf(values, options);
  const outcome = await followRun(
    {
      task,
      ...{ folder, start: model, base: baseModel, fromScratch, resume, isOtherModel },
      patience: values.patience,
      checkpointMinutes: values["checkpoint-minutes"],
      sentences: data.sentences.flatMap((sentence) => hideOneWord(sentence, tokenizer) ?? []),
      report: newReport({ run: basename(output), model, base, newWords, settings, data }),
    },
    {
      stop: new AbortController().signal,
      suspend: io.signal,
      onEvent: (event, pace) => reporter.event(event, pace),
      onChanges: (changes) => {
        for (const sentence of changeSentences(changes, ENGLISH)) reporter.warn(sentence);
      },
      warn: (sentence) => reporter.warn(sentence),
    },
  );
  const current = { ...model, parameters: state.tensors("parameters") };
  const replace = values.overwrite || resume;
  const judged = await judgeRun(outcome, fromScratch ? undefined : (baseModel ?? model), data.heldOut, {
    backend,
    signal: io.signal,
  });
  const { questions } = data.heldOut;
  const { written, ...concluded } = await conclude(judged, current, { output, replace, folder, questions });
  if (concluded.failure === undefined || concluded.steps > 0)
    reporter.finished(concluded, written ? output : undefined);
  if (values.report !== undefined)
    await writeFileAtomic(resolve(values.report), JSON.stringify(concluded.report));
  if (concluded.failure !== undefined) throw concluded.failure;
  if (concluded.status === "suspended") return EXIT_INTERRUPTED;
  reporter.report(concluded.report);
  return EXIT_OK;
}

/** The outcome with its verdict; that of a run that was broken off where a signal comes while the models are asked. */
async function judgeRun(
  outcome: RunOutcome,
  before: Model | undefined,
  heldOut: HeldOutText,
  control: Parameters<typeof judge>[3],
): Promise<RunOutcome> {
  if (outcome.status === "suspended") return outcome;
  try {
    return await judge(outcome, { before }, heldOut, control);
  } catch (error) {
    if (error !== control.signal.reason) throw error;
    const { kept: _, ...report } = outcome.report;
    return { ...outcome, status: "suspended", report: { ...report, status: "running" } };
  }
}

/** How the run ended, and whether a model was written. */
interface Concluded extends RunOutcome {
  readonly written: boolean;
}

interface Target {
  readonly output: string;
  /** Whether a model that lies there may be replaced. */
  readonly replace: boolean;
  /** Of the run. */
  readonly folder: string;
  /** The words that its model was asked for. */
  readonly questions: readonly WordQuestion[];
}

/** Writes the model to keep, where there is one, and leaves the report with what is left to go on from. */
async function conclude(outcome: RunOutcome, current: Model, target: Target): Promise<Concluded> {
  const concluded = await tryKeep(outcome, current, target);
  const { status, steps, report } = concluded;
  const isOver = status === "finished" || (status === "suspended" && steps === 0);
  if (isOver) await removeRun(target.folder);
  else await leaveReport(target.folder, report);
  return concluded;
}

async function tryKeep(
  outcome: RunOutcome,
  current: Model,
  { output, replace, questions }: Target,
): Promise<Concluded> {
  const { status, model, steps, after, report } = outcome;
  const kept = status === "suspended" && after === undefined && steps > 0 ? current : model;
  try {
    const found = report.words?.after && { ...report.words.after, questions: nameOf(questions) };
    const notices = passedOn(await owedBy(outcome), found ? { found } : {});
    if (kept) await saveModel(output, kept, { replace, ...notices });
    return { ...outcome, written: kept !== undefined };
  } catch (error) {
    return { ...unkept(outcome, error), written: false };
  }
}

/** To the model that the run started from. */
async function owedBy({ report }: RunOutcome): Promise<Provenance> {
  const { base } = report.model;
  return base === undefined ? {} : provenanceOf(base);
}
