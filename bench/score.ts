import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom, shuffle } from "../src/core/random";
import { MOST_PIECES } from "../src/core/scoring/contests";
import type { LookOptions } from "../src/core/scoring/looks";
import { createScorer, type Scorer, USUAL_LOOKS } from "../src/core/scoring/scorer";
import { type TextWord, type TokenizedText, tokenizedText } from "../src/core/scoring/textWords";
import { loadModel } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { textsWithoutTwins } from "./shared/hiddenInFiles";
import { runMain } from "./shared/main";
import { quantile } from "./shared/rounds";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: {
    kind: "text",
    default: join("models", "base"),
    placeholder: "FOLDER",
    help: "whose scores to look at",
  },
  screens: { kind: "integer", default: 6, min: 1, max: 1000, help: "passages of 1,000 tokens to score" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- score FOLDER [OPTIONS]

What it costs to hide several words at once: scores the words of passages of FOLDER one at a time, each in the middle of what the
model sees, and then several at once, and compares. A passage, a screen, has 1,000 tokens. Then scores are given up at random
times, and it is told how long it takes until that is noticed.

${describeOptions(OPTIONS)}`;

const SCREEN = 1000;
const TRIES = 40;
/** Milliseconds. */
const LONGEST_WAIT = 200;
const { signal } = new AbortController();

/** Each word by itself, in the middle. */
const ALONE: LookOptions = {
  ...USUAL_LOOKS,
  margin: USUAL_LOOKS.windowTokens / 2 - 2,
  spacing: Number.POSITIVE_INFINITY,
};

const DENSITIES: readonly Partial<LookOptions>[] = [
  ...[1, 2, 4, 6, 8, 12, 20].map((spacing) => ({ spacing })),
  ...[4, 8, 32].map((margin) => ({ margin })),
  { windowTokens: 64 },
  { windowTokens: 256 },
];

interface Screen {
  readonly text: TokenizedText;
  readonly words: readonly TextWord[];
}

interface Measured {
  /** Natural logarithms of the words' probabilities, in the order of the words. */
  readonly scores: readonly number[];
  /** Of the processor, and by the clock. */
  readonly cpu: number;
  readonly wall: number;
}

async function screens(folder: string, model: Awaited<ReturnType<typeof loadModel>>, count: number) {
  const files = shuffle(await textsWithoutTwins(folder), createRandom(1));
  const found: Screen[] = [];
  for (const { text } of files) {
    const { ids, words } = tokenizedText(text, model.tokenizer);
    if (ids.length < SCREEN) continue;
    const own = words.filter(
      ({ first, end, kind }) => kind === "word" && end <= SCREEN && end - first <= MOST_PIECES,
    );
    found.push({ text: { ids: ids.subarray(0, SCREEN), words: own }, words: own });
    if (found.length === count) break;
  }
  return found;
}

async function measure(scorer: Scorer, all: readonly Screen[], looks: LookOptions): Promise<Measured> {
  const scores: number[] = [];
  const [began, start] = [process.cpuUsage(), performance.now()];
  for (const { text, words } of all) {
    const of = new Map<TextWord, number>();
    for await (const score of scorer.scoreTogether(text, words, { others: 5, signal, looks }))
      of.set(score.word, score.logProbability);
    scores.push(...words.map((word) => of.get(word)!));
  }
  const { user, system } = process.cpuUsage(began);
  return { scores, cpu: (user + system) / 1000, wall: performance.now() - start };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, at) => (value - meanA) * (b[at] - meanB)));
  return covariance / Math.sqrt(mean(a.map((x) => (x - meanA) ** 2)) * mean(b.map((x) => (x - meanB) ** 2)));
}

function row(name: string, { scores, cpu, wall }: Measured, alone: Measured, count: number): string[] {
  const differences = scores.map((score, at) => Math.abs(score - alone.scores[at]));
  const bias = mean(scores) - mean(alone.scores);
  const figures = [mean(differences), bias, correlation(scores, alone.scores)];
  return [
    name,
    ...figures.map((figure) => figure.toFixed(3)),
    ...[cpu, wall].map((time) => (time / count).toFixed(0)),
  ];
}

/** Milliseconds from when scoring is to be given up until it has ended, for each of some tries. */
async function timesToGiveUp(scorer: Scorer, { text, words }: Screen): Promise<number[]> {
  const random = createRandom(2);
  const times: number[] = [];
  for (let turn = 0; turn < TRIES; turn++) {
    const stop = new AbortController();
    const due = performance.now() + LONGEST_WAIT * random.nextFloat();
    setTimeout(() => stop.abort(), due - performance.now());
    const scores = scorer.scoreTogether(text, words, { others: 5, signal: stop.signal });
    await exhausted(scores).catch(() => {});
    if (stop.signal.aborted) times.push(performance.now() - due);
  }
  return times;
}

async function exhausted(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

async function bench(folder: string, name: string, count: number): Promise<void> {
  const model = await loadModel(name);
  const predictor = await createPredictor(
    onnxRuntimeBackend({ spinning: false }),
    model.config,
    model.parameters,
    USUAL_PRECISION,
  );
  const scorer = createScorer(predictor, model.tokenizer);
  const all = await screens(folder, model, count);
  const words = all.reduce((sum, screen) => sum + screen.words.length, 0);
  console.log(`${all.length} passages of ${SCREEN} tokens, ${words} words.\n`);
  const alone = await measure(scorer, all, ALONE);
  const rows = [row("one at a time", alone, alone, all.length)];
  for (const change of DENSITIES) {
    const looks = { ...USUAL_LOOKS, ...change };
    const name = Object.entries(change).map(([key, value]) => `${key} ${value}`);
    rows.push(row(name.join(), await measure(scorer, all, looks), alone, all.length));
  }
  const head = [
    "",
    "mean difference, nats",
    "bias, nats",
    "correlation",
    "processor's time for a passage, ms",
    "by the clock, ms",
  ];
  console.log(markdownTable([head, ...rows]));
  const times = await timesToGiveUp(scorer, all[0]);
  const [median, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(0));
  console.log(`\nGiven up ${times.length} times: it ended after ${median} ms, p95 ${p95} ms.`);
  await predictor.release();
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else await bench(positionals[0], values.model, values.screens);
});
