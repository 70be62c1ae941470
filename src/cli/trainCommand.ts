import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { literalGlob } from "../core/corpus/globs";
import { Fault } from "../core/errors";
import { parameterShapes } from "../core/models/parameters";
import type { Evaluation } from "../core/training/evaluation";
import { type TrainingEvent, train } from "../core/training/train";
import { TrainingState } from "../core/training/trainingState";
import { type Model, saveModel } from "../engine/loadModel";
import { type DataOptions, type Prepared, prepare } from "../engine/prepare";
import { fillSentences, hideOneWord, type MaskedSentence } from "../engine/sampleFills";
import { bundledModel } from "../node/bundledModel";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { checkModelTarget } from "../node/writeModelFolder";
import { type Command, EXIT_INTERRUPTED, EXIT_OK, type Io } from "./command";
import { corpusOptions } from "./corpusOptions";
import { describeOptions, parseOptions } from "./options";
import { tokenCache } from "./tokenCache";
import { scratchOptions, TRAIN_OPTIONS, type TrainValues, trainingOptions } from "./trainOptions";
import { createReporter, type TrainReporter } from "./trainReporter";

export const trainCommand: Command = {
  summary: "train a model on the text of a folder",
  help: `Usage: workspace-mlm train FOLDER... [OPTIONS]

Reads the text files of the folders, holds some out, and trains a masked language model on the rest.
Ctrl+C stops after the running step and keeps what was learnt.

${describeOptions(TRAIN_OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(TRAIN_OPTIONS, argv);
    const output = resolve(values.output);
    checkTraining(values, positionals);
    await checkOutput(values, output);
    const reporter = createReporter(io, values.json);
    reporter.reading(positionals);
    const source = startOf(values);
    const prepared = await prepare(source, dataOptions(values, positionals, output), io.signal);
    checkSequenceLength(values, prepared.model);
    return trainPrepared(prepared, values, "scratch" in source, output, io, reporter);
  },
};

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
  if (!values.overwrite && existsSync(output)) {
    throw new Fault(
      "bad-option",
      `${output} is already there; choose another --output, or say --overwrite to replace the model in it.`,
    );
  }
  await checkModelTarget(output, { replace: values.overwrite });
}

export function checkSequenceLength(values: TrainValues, { config }: Pick<Model, "config">): void {
  if (values["max-seq-length"] <= config.maxPositionEmbeddings) return;
  throw new Fault(
    "bad-option",
    `--max-seq-length ${values["max-seq-length"]} is more than the model's ${config.maxPositionEmbeddings} positions; choose a smaller one.`,
  );
}

export function startOf(values: TrainValues) {
  const scratch = scratchOptions(values);
  if (values["from-scratch"]) return { scratch };
  const model = values.model ?? bundledModel();
  return model === undefined ? { scratch } : { model };
}

export function dataOptions(
  values: TrainValues,
  positionals: readonly string[],
  output: string,
): DataOptions {
  const folders = positionals.map((folder) => resolve(folder));
  const corpus = corpusOptions(values);
  const models = values.model === undefined ? [output] : [output, resolve(values.model)];
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

async function trainPrepared(
  { model, data }: Prepared,
  values: TrainValues,
  fromScratch: boolean,
  output: string,
  io: Io,
  reporter: TrainReporter,
): Promise<number> {
  const { config, tokenizer } = model;
  const backend = onnxRuntimeBackend({ threads: values.threads });
  const sentences = data.sentences.flatMap((sentence) => hideOneWord(sentence, tokenizer) ?? []);
  reporter.prepared(model, data);
  const before = await fillSentences(backend, model, sentences, 3);
  const state = new TrainingState(parameterShapes(config));
  state.load("parameters", model.parameters);
  const trained: Model = { config, tokenizer, parameters: state.tensors("parameters") };
  const options = trainingOptions(values, fromScratch);
  const { train: trainSet, validation } = data;
  const task = { backend, config, state, vocabulary: tokenizer, train: trainSet, validation, options };
  const outcome = await follow(train(task, io.signal), io.signal, reporter);
  if (outcome.steps > 0) await saveModel(output, trained, { replace: values.overwrite });
  const isWorthTelling = outcome.steps > 0 || outcome.failure === undefined;
  if (isWorthTelling) reporter.finished(outcome, outcome.steps > 0 ? output : undefined);
  if (outcome.failure !== undefined) throw outcome.failure;
  if (outcome.stopped) return EXIT_INTERRUPTED;
  const after = await fillSentences(backend, trained, sentences, 3);
  reporter.samples(compareFills(sentences, before, after));
  return EXIT_OK;
}

/** How a run ended. */
export interface Outcome {
  /** Optimiser steps done. */
  readonly steps: number;
  readonly epochs: readonly {
    readonly epoch: number;
    readonly loss: number;
    readonly evaluation?: Evaluation;
  }[];
  /** Whether it ended before all steps were done. */
  readonly stopped: boolean;
  /** Why, where it was not the person who stopped it. */
  readonly failure?: unknown;
}

async function follow(
  events: AsyncIterable<TrainingEvent>,
  signal: AbortSignal,
  reporter: TrainReporter,
): Promise<Outcome> {
  let steps = 0;
  const losses = new Map<number, number>();
  const evaluations = new Map<number, Evaluation>();
  const outcome = (rest: Pick<Outcome, "stopped" | "failure">): Outcome => ({
    steps,
    epochs: [...losses].map(([epoch, loss]) => {
      const evaluation = evaluations.get(epoch);
      return { epoch, loss, ...(evaluation && { evaluation }) };
    }),
    ...rest,
  });
  try {
    for await (const event of events) {
      if (event.type === "step") steps = event.step;
      else if (event.type === "epoch") losses.set(event.epoch, event.loss);
      else evaluations.set(event.epoch, event.evaluation);
      reporter.event(event);
    }
    return outcome({ stopped: false });
  } catch (error) {
    if (signal.aborted && error === signal.reason) return outcome({ stopped: true });
    return outcome({ stopped: true, failure: error });
  }
}

export interface SampleFill extends MaskedSentence {
  /** The best words before and after training, best first. */
  readonly before: readonly Guess[];
  readonly after: readonly Guess[];
}

export interface Guess {
  readonly word: string;
  readonly score: number;
}

type Fills = Awaited<ReturnType<typeof fillSentences>>;

function compareFills(sentences: readonly MaskedSentence[], before: Fills, after: Fills): SampleFill[] {
  const guesses = (fills: Fills[number]) => fills.map(({ token_str, score }) => ({ word: token_str, score }));
  return sentences.map((sentence, index) => ({
    ...sentence,
    before: guesses(before[index]),
    after: guesses(after[index]),
  }));
}
