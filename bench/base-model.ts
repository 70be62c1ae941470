import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "../pretraining/corpus/cache";
import { heldOutByKind, type KindTokens, readTokens } from "../pretraining/training/data";
import { describeOptions, parseOptions } from "../src/cli/options";
import type { Backend } from "../src/core/backend";
import { parametersOf } from "../src/core/models/families";
import { initialParameters } from "../src/core/models/initialize";
import { ADAMW_DEFAULTS } from "../src/core/training/adamw";
import { type Evaluation, Evaluator } from "../src/core/training/evaluation";
import { type TrainingEvent, train } from "../src/core/training/train";
import { TrainingState } from "../src/core/training/trainingState";
import { type PreparedData, prepareData } from "../src/engine/corpus/prepareData";
import { loadModel, type Model } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { Ngrams } from "./peers/ngrams";
import { type Questions, scoreNgrams } from "./peers/scoreNgrams";
import { folderText } from "./shared/folderText";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "text", default: join("models", "base"), placeholder: "FOLDER", help: "the base model" },
  project: {
    kind: "text",
    default: cacheFolder("packages", "npm-winston", "files"),
    placeholder: "FOLDER",
    help: "a project held out of its training, to fine-tune on",
  },
  length: { kind: "integer", default: 128, min: 16, max: 512, help: "tokens that a model sees at once" },
  epochs: { kind: "integer", default: 5, min: 1, max: 1000, help: "of fine-tuning" },
  skip: {
    kind: "list",
    placeholder: "kinds|project",
    help: "leave out one of the two parts; may be repeated",
  },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- base-model [OPTIONS]

What the base model knows, on held-out packages with the same words hidden for all: by kind of text against the frequency of
tokens and trigram models counted on the whole training corpus; then fine-tuned on a held-out project, against the same
model from random values with the same number of steps. Needs the tokens that pretraining/ makes (see its README).

${describeOptions(OPTIONS)}`;

const LENGTH = 128;
const MASKING = { mlmProbability: 0.15, wholeWordMask: false };
/** Whole words, as a person hides them. */
const HELD_OUT_MASKING = { mlmProbability: 0.15, wholeWordMask: true };
/** Peak learning rates, each the best of those that the settings suggest for its start. */
const RATES = { base: 5e-4, random: 1e-3 };

const percent = (share: number) => (100 * share).toFixed(1);

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const model = await loadModel(resolve(values.model));
  const backend = onnxRuntimeBackend({});
  if (!values.skip?.includes("kinds")) await compareByKind(model, backend, values.length);
  if (!values.skip?.includes("project"))
    await compareOnProject(model, backend, values.project, values.epochs);
}

async function compareByKind(model: Model, backend: Backend, length: number): Promise<void> {
  const folder = cacheFolder("tokens");
  if (!existsSync(folder)) throw new Error(`There are no tokens in ${folder}: see pretraining/README.md.`);
  const tokens = readTokens(folder);
  const ngrams = new Ngrams(joined(tokens), model.tokenizer.vocabSize);
  const evaluator = new Evaluator(backend, model.config);
  const rows: string[][] = [];
  for (const [kind, batches] of heldOutByKind(
    tokens,
    model.tokenizer,
    HELD_OUT_MASKING,
    length,
    model.config,
  )) {
    const ours = await evaluator.evaluate(model.parameters, batches);
    const questions: Questions = { batches, vocabulary: model.tokenizer };
    const peers = [
      scoreNgrams(questions, () => ngrams.frequencies),
      scoreNgrams(questions, (left) => ngrams.after(left)),
      scoreNgrams(questions, (left, right) => ngrams.between(left, right)),
    ];
    rows.push([kind, String(ours.masked), ...cells(ours), ...peers.flatMap(cells)]);
    console.log(rows.at(-1)?.join(" "));
  }
  await evaluator.release();
  const columns = ["base", "frequency", "trigram", "trigram, both sides"].flatMap((name) => [
    `${name}: loss`,
    "top-1",
    "top-5",
  ]);
  console.log(markdownTable([["held-out text", "masks", ...columns], ...rows]));
}

function cells({ loss, top1, top5 }: Pick<Evaluation, "loss" | "top1" | "top5">): string[] {
  return [loss.toFixed(2), percent(top1), percent(top5)];
}

function joined(tokens: readonly KindTokens[]): Uint16Array {
  const all = new Uint16Array(tokens.reduce((sum, { train }) => sum + train.length, 0));
  let at = 0;
  for (const { train } of tokens) {
    all.set(train, at);
    at += train.length;
  }
  return all;
}

async function compareOnProject(model: Model, backend: Backend, project: string, epochs: number) {
  const source = folderText(project, LENGTH);
  const data = await prepareData(model.tokenizer, source, new AbortController().signal);
  console.log(`\n${data.summary.files} files, ${data.tokens} tokens, ${epochs} epochs`);
  const random = { ...model, parameters: initialParameters(model.config, 1) };
  const rows = [
    ...(await fineTune("base", model, data, backend, RATES.base, epochs)),
    ...(await fineTune("random values", random, data, backend, RATES.random, epochs)),
  ];
  console.log(
    markdownTable([
      ["start", "seconds", "before: loss", "top-1", "top-5", "after: loss", "top-1", "top-5"],
      ...rows,
    ]),
  );
}

async function fineTune(
  name: string,
  { config, parameters, tokenizer }: Model,
  data: PreparedData,
  backend: Backend,
  learningRate: number,
  epochs: number,
): Promise<string[][]> {
  const state = new TrainingState(parametersOf(config));
  state.load("parameters", parameters);
  const options = {
    epochs,
    batchSize: 8,
    gradientAccumulationSteps: 1,
    learningRate,
    decay: "linear" as const,
    warmupRatio: 0.06,
    masking: MASKING,
    maxGradNorm: 1,
    adamw: ADAMW_DEFAULTS,
    dropout: true,
    seed: 42,
    maxEvalSequences: 1024,
  };
  const { train: trainSet, validation } = data;
  const task = { backend, config, state, vocabulary: tokenizer, train: trainSet, validation, options };
  const started = Date.now();
  const evaluations: Evaluation[] = [];
  for await (const event of train(task, new AbortController().signal) as AsyncIterable<TrainingEvent>) {
    if (event.type !== "evaluation") continue;
    evaluations.push(event.evaluation);
    console.log(`${name}, epoch ${event.epoch}: ${cells(event.evaluation).join(" ")}`);
  }
  const seconds = String(Math.round((Date.now() - started) / 1000));
  return [[name, seconds, ...cells(evaluations[0]), ...cells(evaluations[evaluations.length - 1])]];
}

runMain(main);
