import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { literalGlob } from "../core/corpus/globs";
import { Fault } from "../core/errors";
import { parameterShapes } from "../core/models/parameters";
import type { TrainingTask } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { type Model, saveModel } from "../engine/loadModel";
import { type DataOptions, type Prepared, type PrepareStart, prepare } from "../engine/prepare";
import { newReport } from "../engine/reportStart";
import { leaveReport } from "../engine/run/folder";
import { followRun } from "../engine/run/followRun";
import { type RunOutcome, unkept } from "../engine/run/outcome";
import { madeStart, readRecord, startFolder } from "../engine/run/unfinished";
import { hideOneWord } from "../engine/sampleFills";
import { USUAL } from "../engine/usualOptions";
import { removeFolderAtomic, writeFileAtomic } from "../node/atomicFiles";
import { bundledModel } from "../node/bundledModel";
import { withLock } from "../node/lock";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { checkModelTarget } from "../node/writeModelFolder";
import { ENGLISH } from "../protocol/localize";
import { changeSentences } from "../report/changes";
import { type Command, EXIT_INTERRUPTED, EXIT_OK, type Io, printLine } from "./command";
import { corpusOptions } from "./corpusOptions";
import { describeOptions, parseOptions } from "./options";
import { tokenCache } from "./tokenCache";
import { scratchOptions, settingsOf, TRAIN_OPTIONS, type TrainValues, trainingOptions } from "./trainOptions";
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
    await checkOutput(values, output);
    const busy = `Another process is training to ${output}; wait until it is done, or choose another --output`;
    return withLock(lockOf(output), busy, () => runTrain(values, positionals, output, io));
  },
};

async function runTrain(
  values: TrainValues,
  positionals: readonly string[],
  output: string,
  io: Io,
): Promise<number> {
  const resume = await chooseResume(values, output, io);
  const reporter = createReporter(io, values.json);
  reporter.reading(positionals);
  const folder = unfinishedFolder(output);
  const made = resume ? await madeStart(folder) : undefined;
  const source = made ?? startOf(values, resume);
  const prepared = await prepare(source, dataOptions(values, positionals, output), io.signal);
  checkSequenceLength(values, prepared.model);
  const asked = baseOf(startOf(values, resume));
  const base = made ? made.base : asked;
  return trainPrepared(
    prepared,
    { values, output, resume, base, isOtherModel: base !== asked },
    io,
    reporter,
  );
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
}

export function checkSequenceLength(values: TrainValues, { config }: Pick<Model, "config">): void {
  if (values["max-seq-length"] <= config.maxPositionEmbeddings) return;
  throw new Fault(
    "bad-option",
    `--max-seq-length ${values["max-seq-length"]} is more than the model's ${config.maxPositionEmbeddings} positions; choose a smaller one.`,
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

export function dataOptions(
  values: TrainValues,
  positionals: readonly string[],
  output: string,
): DataOptions {
  const folders = positionals.map((folder) => resolve(folder));
  const corpus = corpusOptions(values);
  const own = [output, unfinishedFolder(output)];
  const models = values.model === undefined ? own : [...own, resolve(values.model)];
  return {
    folders,
    corpus: {
      ...corpus,
      exclude: [...corpus.exclude, ...folders.flatMap((folder) => globsOf(models, folder))],
    },
    tokenCache: tokenCache(values),
    maxSeqLength: values["max-seq-length"],
    lineByLine: values["line-by-line"],
    validationSplit: values["validation-split"],
    seed: values.seed,
  };
}

/** Globs for those of `models` that lie inside `folder`: a model's vocabulary is no text to learn. */
function globsOf(models: readonly string[], folder: string): string[] {
  return models
    .map((model) => relative(folder, model))
    .filter((path) => path !== "" && !path.startsWith("..") && !isAbsolute(path))
    .map((path) => literalGlob(path.split(sep).join("/")));
}

/** Not beside the output, which may lie in a folder that is read. */
function lockOf(output: string): string {
  const name = createHash("sha256").update(output).digest("hex").slice(0, 16);
  return join(tmpdir(), `workspace-mlm-${name}.lock`);
}

/** Where a run keeps what it needs to be resumed, until it is finished. */
const unfinishedFolder = (output: string): string => `${output}.unfinished`;

/** Whether to go on with an unfinished run; says how, where there is one that is not asked for. */
async function chooseResume(values: TrainValues, output: string, io: Io): Promise<boolean> {
  const folder = unfinishedFolder(output);
  const record = await readRecord(folder);
  if (values.resume && record === undefined) {
    throw new Fault(
      "bad-option",
      `There is no unfinished run to resume in ${folder}; leave out --resume to start one.`,
    );
  }
  if (values.resume) return true;
  if (record !== undefined) {
    const { step, totalSteps } = record.report;
    printLine(
      io.stderr,
      `An unfinished run to ${output} (step ${step} of ${totalSteps}) is replaced by this one; interrupt it now and say --resume to go on with that one.`,
    );
  }
  return false;
}

interface Start {
  readonly values: TrainValues;
  readonly output: string;
  readonly resume: boolean;
  /** The model folder that was asked for; undefined where the run starts from nothing. */
  readonly base: string | undefined;
  /** Whether the run, which goes on, has another one of its own. */
  readonly isOtherModel: boolean;
}

async function trainPrepared(
  prepared: Prepared,
  { values, output, resume, base, isOtherModel }: Start,
  io: Io,
  reporter: TrainReporter,
): Promise<number> {
  const { model, data, base: baseModel, newWords } = prepared;
  const { config, tokenizer } = model;
  const folder = unfinishedFolder(output);
  if (!resume) await removeFolderAtomic(folder);
  const fromScratch = base === undefined;
  if ((fromScratch || newWords.length > 0) && !resume) await saveModel(startFolder(folder), model, {});
  const state = new TrainingState(parameterShapes(config));
  state.load("parameters", model.parameters);
  reporter.prepared(prepared);
  const { train, validation } = data;
  const backend = onnxRuntimeBackend({ threads: values.threads });
  const options = trainingOptions(values, {
    fromScratch,
    hiddenSize: config.hiddenSize,
    sequences: train.count,
  });
  const task: TrainingTask = {
    ...{ backend, config, state, vocabulary: tokenizer, train, validation, options },
    ...(baseModel && { base: baseModel }),
  };
  const settings = settingsOf(values, options);
  const outcome = await followRun(
    {
      task,
      ...{ folder, start: model, fromScratch, resume, isOtherModel },
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
  const { written, ...concluded } = await conclude(outcome, current, output, folder);
  if (values.report !== undefined)
    await writeFileAtomic(resolve(values.report), JSON.stringify(concluded.report));
  if (concluded.failure === undefined || concluded.steps > 0)
    reporter.finished(concluded, written ? output : undefined);
  if (concluded.failure !== undefined) throw concluded.failure;
  if (concluded.status === "suspended") return EXIT_INTERRUPTED;
  reporter.report(concluded.report);
  return EXIT_OK;
}

/** How the run ended, and whether a model was written. */
interface Concluded extends RunOutcome {
  readonly written: boolean;
}

/** Writes the model to keep, where there is one, and leaves the report with what is left to go on from. */
async function conclude(
  outcome: RunOutcome,
  current: Model,
  output: string,
  folder: string,
): Promise<Concluded> {
  const concluded = await tryKeep(outcome, current, output);
  if (concluded.status === "finished") await removeFolderAtomic(folder);
  else await leaveReport(folder, concluded.report);
  return concluded;
}

async function tryKeep(outcome: RunOutcome, current: Model, output: string): Promise<Concluded> {
  const { status, model, steps, after } = outcome;
  const kept = status === "suspended" && after === undefined && steps > 0 ? current : model;
  try {
    if (kept) await saveModel(output, kept, { replace: true });
    return { ...outcome, written: kept !== undefined };
  } catch (error) {
    return { ...unkept(outcome, error), written: false };
  }
}
