import { ENOUGH_WORDS } from "../core/questions/wordsFound";
import { elementCount } from "../core/tensor";
import type { Evaluation } from "../core/training/evaluation";
import type { TrainingEvent } from "../core/training/train";
import type { RunOutcome } from "../engine/follow/outcome";
import type { Pace } from "../engine/follow/throughput";
import type { Model } from "../engine/models/loadModel";
import type { Prepared } from "../engine/start/prepare";
import { ENGLISH } from "../protocol/localize";
import type { LanguageWords, SampleFill, SampleResult, TrainingReport } from "../protocol/report";
import { comparedText, wordsText } from "../report/words";
import { writer } from "../report/writer";
import { type Io, printJson, printLine } from "./command";
import { describeCorpus } from "./corpusOptions";
import { printable } from "./printable";
import { createProgress, formatCount, formatDuration, formatShare } from "./progress";

/** Reports to the person, or to a program, how training goes. */
export interface TrainReporter {
  /** Reading the text has begun. */
  reading(folders: readonly string[]): void;
  prepared(prepared: Prepared): void;
  /** The run is trained on a GPU. */
  onGpu(): void;
  event(event: TrainingEvent, pace: Pace): void;
  /** Something the person should know that does not end the run. */
  warn(sentence: string): void;
  /** @param output where the model was written; undefined where there is none to keep. */
  finished(outcome: RunOutcome, output: string | undefined): void;
  /** The figures by language, and the sample sentences. */
  report(report: TrainingReport): void;
}

interface ReporterOptions {
  readonly json: boolean;
  /** Whether the person is told where the model lies. */
  readonly tellsPlace: boolean;
}

export function createReporter(io: Io, { json, tellsPlace }: ReporterOptions): TrainReporter {
  return json ? jsonReporter(io) : textReporter(io, tellsPlace);
}

const WORDS_SHOWN = 8;
const FILES_SHOWN = 8;

function describeNewWords(words: readonly string[]): string {
  const shown = [...new Set(words.map((word) => word.trim()))].slice(0, WORDS_SHOWN).join(", ");
  const rest = words.length > WORDS_SHOWN ? ", ..." : "";
  return `Added ${formatCount(words.length)} words of the text to it: ${shown}${rest}`;
}

function parameterCount({ parameters }: Model): number {
  return [...parameters.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

function jsonReporter({ stdout }: Io): TrainReporter {
  const print = (value: object) => printJson(stdout, value);
  return {
    reading: (folders) => print({ type: "reading", folders }),
    prepared: ({ model, newWords, data: { summary, tokens, train, validation, heldOutFiles } }) =>
      print({
        type: "prepared",
        files: summary.files,
        characters: summary.characters,
        leftOut: Object.fromEntries(summary.leftOut),
        tokens,
        trainSequences: train.count,
        validationSequences: validation.count,
        heldOutFiles: heldOutFiles.length,
        parameters: parameterCount(model),
        vocabSize: model.tokenizer.vocabSize,
        newWords,
      }),
    onGpu: () => print({ type: "device", device: "webgpu" }),
    event: ({ type, ...event }) => print({ type, ...withoutPosition(event) }),
    warn: (sentence) => print({ type: "warning", sentence }),
    finished: ({ steps, status, endedBecause, report: { kept, words } }, output) =>
      print({
        type: "finished",
        steps,
        stopped: status !== "finished",
        ...(endedBecause && { endedBecause }),
        ...(kept && { kept }),
        ...(words && { words }),
        ...(output && { output }),
      }),
    report: (report) => print({ type: "samples", fills: report.samples.map(asFill) }),
  };
}

/** The position to resume from is for checkpoints. */
function withoutPosition(event: object): object {
  const { position: _, ...rest } = event as { readonly position?: unknown };
  return rest;
}

function asFill({ sentence, hidden, before, after = [] }: SampleResult): object {
  const guesses = (fills: readonly SampleFill[]) =>
    fills.map(({ word, probability }) => ({ word, score: probability }));
  return { text: sentence, answer: hidden, before: guesses(before), after: guesses(after) };
}

function textReporter(io: Io, tellsPlace: boolean): TrainReporter {
  const progress = createProgress(io);
  const say = (line: string) => {
    progress.clear();
    printLine(io.stdout, line);
  };
  return {
    reading(folders) {
      if (io.isTerminal) io.stderr.write(printable(`Reading ${folders.join(", ")} ...`));
    },
    prepared({ model, newWords, data }) {
      const { tokenizer, config } = model;
      say(`Read ${describeCorpus(data.summary)}.`);
      say(
        `Model: ${formatCount(parameterCount(model))} parameters, ${config.numHiddenLayers} layers of ${config.hiddenSize}, ${formatCount(tokenizer.vocabSize)} tokens in the vocabulary.`,
      );
      if (newWords.length > 0) say(describeNewWords(newWords));
      say(
        `Text: ${formatCount(data.tokens)} tokens; ${formatCount(data.train.count)} sequences to train on, ${formatCount(data.validation.count)} held out (${formatCount(data.heldOutFiles.length)} files).`,
      );
    },
    onGpu() {
      say("Trains on the GPU, by way of WebGPU.");
    },
    event(event, { tokensPerSecond, secondsLeft }) {
      if (event.type === "step") {
        progress.update(
          event.step,
          event.totalSteps,
          `epoch ${event.epoch}  loss ${event.loss.toFixed(3)}  ${formatCount(tokensPerSecond)} tokens/s  ${formatDuration(secondsLeft)} left`,
        );
      } else if (event.type === "epoch") {
        say(`Epoch ${event.epoch}: training loss ${event.loss.toFixed(3)}`);
      } else {
        say(
          `${event.epoch === 0 ? "Before training" : `Epoch ${event.epoch}`}: ${describeEvaluation(event.evaluation)}`,
        );
      }
    },
    warn: (sentence) => {
      progress.clear();
      printLine(io.stderr, sentence);
    },
    finished(outcome, output) {
      for (const line of endLines(outcome, output, tellsPlace)) say(line);
    },
    report({ words, samples }) {
      for (const line of languageLines(words?.languages ?? [])) say(line);
      for (const fill of samples) for (const line of sampleLines(fill)) say(line);
    },
  };
}

/** How the command line reports the words found. */
export const WRITER = writer(ENGLISH, "en");

function endLines(
  { status, steps, endedBecause, report }: RunOutcome,
  output: string | undefined,
  tellsPlace: boolean,
): string[] {
  if (status === "suspended") {
    if (steps === 0) return ["Stopped before the first step: nothing was learnt and nothing is written."];
    if (!tellsPlace) return [`Stopped after step ${formatCount(steps)}.`];
    const where = output ? `; what was learnt is in ${output}` : "";
    return [
      `Stopped after step ${formatCount(steps)}${where}. The same command with --resume goes on from there.`,
    ];
  }
  const why = endedBecause === undefined ? [] : [`Training ended early. ${endedBecause}`];
  if (status === "failed")
    return output ? [`The best model before that is in ${output}.`, ...wordLines(report)] : [];
  if (output)
    return [...why, ...wordLines(report), ...(tellsPlace ? [`What was learnt is in ${output}.`] : [])];
  const better = report.words?.after
    ? "The model that it started from finds more of the words"
    : "No evaluation was better than that of the model that it started from";
  return [...why, ...wordLines(report), `${better}, so nothing is written.`];
}

/** How good the model is, on which words, and how far that can be trusted. */
function wordLines({ kept, words }: TrainingReport): string[] {
  const compared = words && comparedText(words, WRITER);
  if (words === undefined || compared === undefined)
    return ["Nothing was held out, so nothing tells how good it is."];
  const doubt =
    kept === "aside" ? ` Fewer than ${ENOUGH_WORDS} words are too few to tell which model is better.` : "";
  const chosen = words.isChosenOnThem ? " The best evaluation was chosen on the same text." : "";
  return [`${compared}${doubt}${chosen}`, `The words are hidden in ${listed(words.files)}.`];
}

function listed(files: readonly string[]): string {
  const more = files.length > FILES_SHOWN ? ` and ${formatCount(files.length - FILES_SHOWN)} more` : "";
  return files.slice(0, FILES_SHOWN).join(", ") + more;
}

/** One line a language: `TypeScript: before, the right word first ...; after, the right word first ...` */
function languageLines(languages: readonly LanguageWords[]): string[] {
  if (languages.length < 2) return [];
  return languages.map(({ language, before, after }) => {
    const parts = [
      before && `before ${wordsText(before, WRITER)}`,
      after && `after ${wordsText(after, WRITER)}`,
    ];
    return `${language}: ${parts.filter(Boolean).join("; ")}`;
  });
}

/** "held-out loss 3.214, perplexity 24.9, top-1 41.3 %, top-5 60.2 % of 4,711 masked tokens" */
export function describeEvaluation({ loss, perplexity, top1, top5, masked }: Evaluation): string {
  return `held-out loss ${loss.toFixed(3)}, perplexity ${perplexity.toPrecision(4)}, top-1 ${formatShare(top1)}, top-5 ${formatShare(top5)} of ${formatCount(masked)} masked tokens`;
}

function sampleLines({ sentence, hidden, before, after }: SampleResult): string[] {
  if (after === undefined) return [];
  const [{ word }] = after;
  return [
    "",
    `Input:  ${sentence}`,
    `Before: ${describeGuesses(before)}`,
    `After:  ${describeGuesses(after)}`,
    `Output: ${sentence.replace("[MASK]", () => word)}${word === hidden ? "" : `   (the file says "${hidden}")`}`,
  ];
}

const describeGuesses = (guesses: readonly SampleFill[]): string =>
  guesses.map(({ word, probability }) => `${word} (${formatShare(probability)})`).join(", ");
