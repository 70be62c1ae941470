import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { initialParameters } from "../src/core/models/initialize";
import { createMaskFiller } from "../src/core/prediction/fillMask";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom, type Random } from "../src/core/random";
import { bertSpec } from "../src/core/tokenizer/wordpiece/spec";
import { createWordPieceTokenizer } from "../src/core/tokenizer/wordpiece/wordPieceTokenizer";
import { loadModel, saveModel } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { compareSides, ourSide, ROUND_OPTIONS, runBench, timedModels } from "./shared/comparison";
import { describeMachine } from "./shared/machine";
import { benchConfig, MODEL_NAMES, type ModelName } from "./shared/models";
import { PYTHON, packageVersions } from "./shared/python";
import { type Comparison, medianRatio, quantile } from "./shared/rounds";
import { serve } from "./shared/serve";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: {
    kind: "list",
    placeholder: MODEL_NAMES.join("|"),
    help: "may be repeated; mini and base when absent",
  },
  sequence: { kind: "integer", default: 128, min: 8, max: 512, help: "tokens in a text" },
  fills: { kind: "integer", default: 20, min: 1, max: 10_000, help: "texts in a turn" },
  ...ROUND_OPTIONS,
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- fill [OPTIONS]

Times filling one [MASK] of a text, from the text to the five best words: ours, and the fill-mask pipeline of
Transformers on PyTorch. Both load the same folder, a BERT with random weights. The sides run in turn, each in a
process of its own. The Python is the one that WORKSPACE_MLM_PYTHON names, else python3; it needs torch and
transformers.

${describeOptions(OPTIONS)}`;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

interface FillOptions {
  readonly folder: string;
  readonly sequence: number;
  readonly threads: number;
  /** The vocabulary holds w0, w1, ... up to this many. */
  readonly words: number;
}

const SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

async function writeModel(folder: string, name: ModelName): Promise<number> {
  const config = benchConfig(name, 0);
  const words = config.vocabSize - SPECIALS.length;
  const vocab = [...SPECIALS, ...Array.from({ length: words }, (_, index) => `w${index}`)];
  const tokenizer = createWordPieceTokenizer(bertSpec(vocab));
  await saveModel(folder, { config, tokenizer, parameters: initialParameters(config, 0) }, {});
  return words;
}

function makeText({ sequence, words }: FillOptions, random: Random): string {
  const text = Array.from({ length: sequence - 2 }, () => `w${random.nextBelow(words)}`);
  text[Math.floor(text.length / 2)] = "[MASK]";
  return text.join(" ");
}

async function serveFills(options: FillOptions): Promise<void> {
  const { config, parameters, tokenizer } = await loadModel(options.folder);
  const backend = onnxRuntimeBackend({ threads: options.threads, spinning: false });
  const predictor = await createPredictor(backend, config, parameters);
  const fill = createMaskFiller(predictor, tokenizer);
  const random = createRandom(0);
  await serve(
    () => makeText(options, random),
    (text) => fill(text, { topK: 5 }),
  );
  await predictor.release();
}

async function compare(name: ModelName, { sequence, threads, ...values }: Values): Promise<Comparison> {
  const root = mkdtempSync(join(tmpdir(), "workspace-mlm-fill-"));
  const folder = join(root, name);
  const options: FillOptions = { folder, sequence, threads, words: await writeModel(folder, name) };
  const script = join("bench", "peers", "torch_fill.py");
  const peer = ["-W", "ignore", script, JSON.stringify(options)];
  try {
    return await compareSides(
      [ourSide(__filename, options), { name: "transformers", command: PYTHON, args: peer }],
      { rounds: values.rounds, repetitions: values.fills, waitSeconds: values.wait },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function rowsOf(model: ModelName, { results, quietRounds, rounds }: Comparison): string[][] {
  return results.map((result) => [
    model,
    result.name,
    quantile(result.milliseconds, 0.5).toFixed(1),
    quantile(result.milliseconds, 0.95).toFixed(1),
    Math.min(...result.milliseconds).toFixed(1),
    quantile(result.cpuMilliseconds, 0.5).toFixed(1),
    result.peakMegabytes.toFixed(0),
    medianRatio(results[0], result).toFixed(2),
    `${quietRounds}/${rounds}`,
  ]);
}

const HEAD = [
  "model",
  "side",
  "p50 ms",
  "p95 ms",
  "min ms",
  "CPU ms",
  "peak MB",
  "times ours",
  "quiet rounds",
];

async function drive(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const models = timedModels(values.model.length > 0 ? values.model : ["mini", "base"]);
  console.log(`${describeMachine()}; ${packageVersions(["torch", "transformers"])}`);
  console.log(`${values.sequence} tokens, one [MASK], ${values.threads} threads\n`);
  const rows = [HEAD];
  for (const model of models) rows.push(...rowsOf(model, await compare(model, values)));
  console.log(markdownTable(rows));
}

runBench(serveFills, drive);
