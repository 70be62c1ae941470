import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import type { Backend } from "../src/core/backend";
import { askWords } from "../src/core/questions/askWords";
import type { WordQuestion } from "../src/core/questions/wordQuestion";
import { wordsFound } from "../src/core/questions/wordsFound";
import { trainingGigaflops } from "../src/core/training/cost";
import type { TrainingOptions } from "../src/core/training/train";
import { DEFAULTS, resolveOptions } from "../src/engine/defaultOptions";
import { type Prepared, prepare } from "../src/engine/start/prepare";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { fineTune } from "./shared/fineTune";
import { folderText } from "./shared/folderText";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "text", default: join("models", "base"), placeholder: "FOLDER", help: "to start from" },
  only: {
    kind: "list",
    placeholder: "NAME",
    help: "try this recipe alone beside the usual one; may be repeated",
  },
  share: { kind: "number", default: 1, min: 0.01, max: 10, help: "of the usual training" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- recipe FOLDER [OPTIONS]

What a change of the training's recipe gains: trains MODEL on FOLDER by each recipe, with as many floating-point operations as
the usual one takes, and asks for the same hidden words of files that none has seen.

${describeOptions(OPTIONS)}`;

interface Recipe {
  readonly mask: number;
  readonly wholeWords: boolean;
  /** Of the usual peak. */
  readonly rate: number;
  /** Tokens in a sequence. */
  readonly length: number;
  /** Sequences of 128 tokens in a step. */
  readonly batch: number;
  readonly newWords: number;
  readonly newWordCount: number;
  readonly decay: TrainingOptions["decay"];
  readonly dropout: boolean;
}

const BASE: Recipe = {
  mask: 0.15,
  wholeWords: false,
  rate: 1,
  length: 128,
  batch: DEFAULTS.batchSize,
  newWords: DEFAULTS.newWords,
  newWordCount: DEFAULTS.newWordCount,
  decay: "linear",
  dropout: true,
};

const RECIPES: Readonly<Record<string, Partial<Recipe>>> = {
  "mask 0.25": { mask: 0.25 },
  "mask 0.4": { mask: 0.4 },
  "whole words": { wholeWords: true },
  "whole words, mask 0.25": { wholeWords: true, mask: 0.25 },
  "half the rate": { rate: 0.5 },
  "1.5 times the rate": { rate: 1.5 },
  "batch 4": { batch: 4 },
  "batch 16": { batch: 16 },
  "length 64": { length: 64 },
  "length 256": { length: 256 },
  "3,000 new words": { newWords: 3000, newWordCount: 2 },
  "no new words": { newWords: 0 },
  cosine: { decay: "cosine" },
  "no dropout": { dropout: false },
};

/** More than usual, so that the questions come from several files. */
const HELD_OUT_SHARE = 0.25;
const SEED = 42;
const { signal } = new AbortController();

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

async function bench(folder: string, values: Values): Promise<void> {
  const backend = onnxRuntimeBackend({});
  const usual = await prepared(folder, BASE, values);
  const { questions } = usual.data.heldOut;
  console.log(
    `${usual.data.tokens} tokens; ${questions.length} words of ${usual.data.heldOutFiles.length} files`,
  );
  const budget = costOf(BASE, usual, epochsOf(BASE, usual)) * values.share;
  const rows = [
    ["untrained", "0", "", ...(await found(backend, usual.model, questions))],
    await tried("usual", BASE, usual),
  ];
  for (const [name, change] of Object.entries(RECIPES)) {
    if (values.only.length > 0 && !values.only.includes(name)) continue;
    const recipe = { ...BASE, ...change };
    rows.push(await tried(name, recipe, await prepared(folder, recipe, values)));
    console.log(rows[rows.length - 1].join(" | "));
  }
  console.log(markdownTable([["recipe", "epochs", "seconds", "first, %", "among five, %"], ...rows]));

  async function tried(name: string, recipe: Recipe, start: Prepared): Promise<string[]> {
    const epochs = Math.max(1, Math.round(budget / costOf(recipe, start, 1)));
    const began = performance.now();
    const parameters = await fineTuned(backend, start, recipe, epochs);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    return [
      name,
      String(epochs),
      seconds,
      ...(await found(backend, { ...start.model, parameters }, questions)),
    ];
  }
}

function sourceOf(folder: string, { length }: Recipe) {
  return { ...folderText(folder, length), validationSplit: HELD_OUT_SHARE, seed: SEED };
}

function prepared(folder: string, recipe: Recipe, { model }: Values): Promise<Prepared> {
  const newWords = { maxWords: recipe.newWords, minCount: recipe.newWordCount };
  return prepare({ model, newWords }, sourceOf(folder, recipe), signal);
}

/** Sequences in a step, so that it holds as many tokens as `batch` of 128. */
const batchOf = ({ batch, length }: Recipe) => Math.round((batch * BASE.length) / length);

function usualOf(recipe: Recipe, { model, data }: Prepared) {
  const start = { fromScratch: false, hiddenSize: model.config.hiddenSize, sequences: data.train.count };
  return resolveOptions({ learningRate: 0, epochs: 0, batchSize: batchOf(recipe) }, start);
}

const epochsOf = (recipe: Recipe, start: Prepared) => usualOf(recipe, start).epochs;

/** Floating-point operations, in 1e9. */
function costOf({ length, mask }: Recipe, { model, data }: Prepared, epochs: number): number {
  return epochs * data.train.count * trainingGigaflops(model.config, length, mask);
}

function fineTuned(backend: Backend, start: Prepared, recipe: Recipe, epochs: number) {
  return fineTune(start.model, start.data, backend, epochs, {
    learningRate: usualOf(recipe, start).learningRate * recipe.rate,
    batchSize: batchOf(recipe),
    maxEvalSequences: 1,
    decay: recipe.decay,
    masking: { mlmProbability: recipe.mask, wholeWordMask: recipe.wholeWords },
    dropout: recipe.dropout,
  });
}

async function found(backend: Backend, model: Prepared["model"], questions: readonly WordQuestion[]) {
  const { words, first, amongFive } = wordsFound(
    questions,
    await askWords(backend, model, questions, signal),
  );
  return [first, amongFive].map((count) => ((100 * count) / words).toFixed(1));
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else await bench(positionals[0], values);
});
