import { Fault } from "../core/errors";
import { MASK } from "../core/masks";
import { createMaskFiller, type MaskFill, withPlaceholders } from "../core/prediction/fillMask";
import { createPredictor } from "../core/prediction/predictor";
import { USUAL_WINDOW_TOKENS } from "../core/prediction/windows";
import { loadModel } from "../engine/models/loadModel";
import { modelRanking } from "../engine/models/modelRanking";
import { type Command, EXIT_OK, type Io, isRead, printJson, printLine } from "./command";
import { chosenBackend, DEVICE_OPTION } from "./deviceOption";
import { fillerWithMemory } from "./fillWithMemory";
import { chooseModel, MODEL_OPTION } from "./modelOption";
import { describeOptions, parseOptions } from "./options";
import { formatShare } from "./progress";

const OPTIONS = {
  model: MODEL_OPTION,
  "top-k": { kind: "integer", default: 5, min: 1, max: 1000, help: "candidates for each [MASK]" },
  targets: {
    kind: "text",
    placeholder: "WORDS",
    help: "only these words are candidates, separated by commas",
  },
  memory: {
    kind: "text",
    placeholder: "FOLDER",
    help: "offer whole words, also those that stand among the same words in the files of this folder",
  },
  ...DEVICE_OPTION,
  json: { kind: "flag", help: "print one array a text, in it one a mask, in it the candidates" },
} as const;

export const fillCommand: Command = {
  summary: "predict what stands at each [MASK] of a text",
  help: `Usage: workspace-mlm fill TEXT... [OPTIONS]

Each TEXT holds one or more [MASK]. Without TEXT, each line of standard input is one, filled as it comes;
a line without [MASK] is printed as it is.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    const texts = positionals.length > 0 ? positionals : await inputLines(io);
    const model = chooseModel(values.model);
    const { config, parameters, tokenizer } = await loadModel(model);
    const targets = values.targets?.split(",").map((word) => word.trim());
    if (targets && values.memory !== undefined)
      throw new Fault("bad-option", "--targets and --memory cannot be combined; leave one of them out.");
    const backend = await chosenBackend(values, io, { spinning: false });
    const predictor = await createPredictor(backend, config, parameters);
    const fillMasks = createMaskFiller(predictor, tokenizer);
    const fill =
      values.memory === undefined
        ? (text: string, topK: number) =>
            fillMasks(text, {
              topK,
              windowTokens: USUAL_WINDOW_TOKENS,
              signal: io.signal,
              ...(targets && { targets }),
            })
        : await fillerWithMemory(predictor, tokenizer, await modelRanking(model), values.memory, io.signal);
    const isGiven = positionals.length > 0;
    let filled = 0;
    for await (const text of texts) {
      io.signal.throwIfAborted();
      const masks =
        isGiven || withPlaceholders(text, tokenizer).includes(MASK) ? await fill(text, values["top-k"]) : [];
      if (values.json) printJson(io.stdout, masks);
      else printFills(io, text, masks);
      filled += masks.length;
      if (!(await isRead(io.stdout))) break;
    }
    await predictor.release();
    if (filled === 0 && !io.stdout.destroyed) throw nothingToFill();
    return EXIT_OK;
  },
};

/** The lines of standard input that are not blank, as soon as there is one. */
async function inputLines(io: Io): Promise<AsyncIterable<string>> {
  const lines = withoutBlank(io.inputLines() ?? []);
  const first = await lines.next();
  if (first.done) throw nothingToFill();
  return withFirst(first.value, lines);
}

async function* withoutBlank(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const line of lines) if (line.trim() !== "") yield line;
}

async function* withFirst<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

function nothingToFill(): Fault {
  return new Fault("bad-option", `Give a text with a [MASK]: workspace-mlm fill "The [MASK] is blue."`);
}

function printFills(io: Io, text: string, masks: readonly (readonly MaskFill[])[]): void {
  printLine(io.stdout, text);
  for (const [index, candidates] of masks.entries()) {
    if (masks.length > 1) printLine(io.stdout, `  [MASK] ${index + 1}:`);
    for (const { token_str, score } of candidates) {
      printLine(io.stdout, `  ${formatShare(score).padStart(7)}  ${token_str}`);
    }
  }
}
