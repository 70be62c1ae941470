import { elementCount } from "../core/tensor";
import type { Evaluation } from "../core/training/evaluation";
import type { TrainingEvent } from "../core/training/train";
import type { Model } from "../engine/loadModel";
import type { PreparedData } from "../engine/prepare";
import { createThroughput } from "../engine/throughput";
import { type Io, printLine } from "./command";
import { describeCorpus } from "./corpusOptions";
import { createProgress, formatCount, formatDuration, formatShare } from "./progress";
import type { Guess, Outcome, SampleFill } from "./trainCommand";

/** Tells the person, or a program, how training goes. */
export interface TrainReporter {
  /** Reading the text has begun. */
  reading(folders: readonly string[]): void;
  prepared(model: Model, data: PreparedData): void;
  event(event: TrainingEvent): void;
  /** @param output where the model was written; undefined where nothing was learnt. */
  finished(outcome: Outcome, output: string | undefined): void;
  samples(fills: readonly SampleFill[]): void;
}

export function createReporter(io: Io, json: boolean): TrainReporter {
  return json ? jsonReporter(io) : textReporter(io);
}

function parameterCount({ parameters }: Model): number {
  return [...parameters.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

function jsonReporter({ stdout }: Io): TrainReporter {
  const print = (value: object) => printLine(stdout, JSON.stringify(value));
  return {
    reading: (folders) => print({ type: "reading", folders }),
    prepared: (model, { summary, tokens, train, validation, heldOutFiles }) =>
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
      }),
    event: print,
    finished: ({ steps, stopped }, output) =>
      print({ type: "finished", steps, stopped, ...(output && { output }) }),
    samples: (fills) => print({ type: "samples", fills }),
  };
}

function textReporter(io: Io): TrainReporter {
  const progress = createProgress(io);
  const throughput = createThroughput();
  const say = (line: string) => {
    progress.clear();
    printLine(io.stdout, line);
  };
  return {
    reading(folders) {
      if (io.isTerminal) io.stderr.write(`Reading ${folders.join(", ")} ...`);
    },
    prepared(model, data) {
      throughput.pause();
      const { tokenizer, config } = model;
      say(`Read ${describeCorpus(data.summary)}.`);
      say(
        `Model: ${formatCount(parameterCount(model))} parameters, ${config.numHiddenLayers} layers of ${config.hiddenSize}, ${formatCount(tokenizer.vocabSize)} tokens in the vocabulary.`,
      );
      say(
        `Text: ${formatCount(data.tokens)} tokens; ${formatCount(data.train.count)} sequences to train on, ${formatCount(data.validation.count)} held out (${formatCount(data.heldOutFiles.length)} files).`,
      );
    },
    event(event) {
      if (event.type === "step") {
        const rate = throughput.add(event.tokens);
        const left = throughput.secondsLeft(event.step, event.totalSteps);
        progress.update(
          event.step,
          event.totalSteps,
          `epoch ${event.epoch}  loss ${event.loss.toFixed(3)}  ${formatCount(rate)} tokens/s  ${formatDuration(left)} left`,
        );
      } else if (event.type === "epoch") {
        say(`Epoch ${event.epoch}: training loss ${event.loss.toFixed(3)}`);
      } else {
        throughput.pause();
        say(
          `${event.epoch === 0 ? "Before training" : `Epoch ${event.epoch}`}: ${describeEvaluation(event.evaluation)}`,
        );
      }
    },
    finished({ steps, stopped }, output) {
      if (output)
        say(
          `${stopped ? `Stopped after step ${formatCount(steps)}; what` : "What"} was learnt is in ${output}.`,
        );
      else say("Stopped before the first step: nothing was learnt and nothing is written.");
    },
    samples(fills) {
      for (const fill of fills) for (const line of sampleLines(fill)) say(line);
    },
  };
}

/** "held-out loss 3.214, perplexity 24.9, top-1 41.3 %, top-5 60.2 % of 4,711 masked tokens" */
export function describeEvaluation({ loss, perplexity, top1, top5, masked }: Evaluation): string {
  return `held-out loss ${loss.toFixed(3)}, perplexity ${perplexity.toPrecision(4)}, top-1 ${formatShare(top1)}, top-5 ${formatShare(top5)} of ${formatCount(masked)} masked tokens`;
}

function sampleLines({ text, answer, before, after }: SampleFill): string[] {
  return [
    "",
    `Input:  ${text}`,
    `Before: ${describeGuesses(before)}`,
    `After:  ${describeGuesses(after)}`,
    `Output: ${text.replace("[MASK]", () => after[0].word)}${after[0].word === answer ? "" : `   (the file says "${answer}")`}`,
  ];
}

const describeGuesses = (guesses: readonly Guess[]): string =>
  guesses.map(({ word, score }) => `${word} (${formatShare(score)})`).join(", ");
