import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Backend } from "../../core/backend";
import { Fault } from "../../core/errors";
import type { WordCandidate } from "../../core/prediction/fillWords";
import { fillSentences } from "../../engine/follow/sampleFills";
import { loadModel, type Model, saveModel } from "../../engine/models/loadModel";
import { bundledModel } from "../../node/bundledModel";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { checkModelTarget } from "../../node/writeModelFolder";
import { type Command, EXIT_OK, type Io, printLine, printLines } from "../command";
import { describeOptions, parseOptions } from "../options";
import { formatShare } from "../progress";
import { train } from "../trainCommand";
import { DEMONSTRATION } from "./sentences";

const OPTIONS = {
  epochs: {
    kind: "integer",
    default: 12,
    min: 0,
    max: 1000,
    help: "times to go through the sample; 0 for as many as train would",
  },
  output: { kind: "text", placeholder: "FOLDER", help: "keep the trained model there" },
  overwrite: { kind: "flag", help: "replace a model that is already there" },
} as const;

const TOP = 5;

/** A sentence about the sample's project, with the word that its people would say. */
interface Expected {
  readonly text: string;
  readonly word: string;
}

export const demoCommand: Command = {
  summary: "see the bundled model before and after it learns a small sample project",
  help: `Usage: workspace-mlm demo [OPTIONS]

Fills eight everyday sentences with the bundled model, trains it on the sample project (a few minutes), and fills
eight sentences about that project with the model before and after.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values } = parseOptions(OPTIONS, argv);
    const kept = values.output && resolve(values.output);
    const { overwrite: replace } = values;
    if (kept) await checkModelTarget(kept, { replace });
    const base = bundledModel();
    const sample = sampleFolder();
    if (base === undefined || sample === undefined)
      throw missing(base === undefined ? "models/base" : "sample");
    const backend = onnxRuntimeBackend({ spinning: false });
    const before = await loadModel(base);
    await showEveryday(before, backend, io);
    printLines(io.stdout, ["", `Training it on ${sample}:`, ""]);
    const scratch = await mkdtemp(join(tmpdir(), "workspace-mlm-demo-"));
    try {
      const output = join(scratch, "model");
      const argv = trainArguments(sample, base, output, values.epochs);
      const code = await train(argv, io, { tellsPlace: false });
      if (code !== EXIT_OK) return code;
      const trained = await loadModel(output);
      if (kept) await saveModel(kept, trained, { replace });
      await showProject(sample, before, trained, backend, io);
      const end = kept
        ? `The model is kept in ${kept}.`
        : "The model is not kept; with --output FOLDER it is.";
      printLines(io.stdout, ["", end]);
      return EXIT_OK;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

function sampleFolder(): string | undefined {
  const folder = join(__dirname, "..", "sample");
  return existsSync(folder) ? folder : undefined;
}

function missing(folder: string): Fault {
  return new Fault(
    "bad-option",
    `The demonstration needs the folder ${folder} of the source tree, which is not here; use train and fill instead.`,
  );
}

const trainArguments = (sample: string, model: string, output: string, epochs: number): string[] => [
  sample,
  ...["--model", model, "--output", output, "--epochs", String(epochs), "--no-token-cache"],
];

async function showEveryday(model: Model, backend: Backend, io: Io): Promise<void> {
  const fills = await fillSentences(backend, model, questions(DEMONSTRATION), TOP);
  printLine(io.stdout, "The bundled model, before it has seen anything of yours:");
  for (const [index, sentence] of DEMONSTRATION.entries())
    printLines(io.stdout, ["", sentence, `  ${describe(fills[index])}`]);
}

async function showProject(sample: string, before: Model, after: Model, backend: Backend, io: Io) {
  const expected: Expected[] = JSON.parse(await readFile(join(sample, "expected.json"), "utf8"));
  const sentences = questions(expected.map(({ text }) => text));
  const [early, late] = [
    await fillSentences(backend, before, sentences, TOP),
    await fillSentences(backend, after, sentences, TOP),
  ];
  printLines(io.stdout, ["", "New sentences about the project, and what its people would say:"]);
  for (const [index, { text, word }] of expected.entries())
    printLines(io.stdout, [
      "",
      `${text}   (${word})`,
      `  before: ${describe(early[index])}`,
      `  after:  ${describe(late[index])}`,
    ]);
  const right = (fills: readonly (readonly WordCandidate[])[]) =>
    fills.filter(([best], index) => best.text === expected[index].word).length;
  const counts = `${right(early)} of ${expected.length} before, ${right(late)} after`;
  printLines(io.stdout, ["", `First guess right: ${counts}.`]);
}

const questions = (texts: readonly string[]) => texts.map((text) => ({ text }));

const describe = (candidates: readonly WordCandidate[]): string =>
  candidates.map(({ text, score }) => `${text} (${formatShare(score)})`).join(", ");
