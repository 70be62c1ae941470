import { createHash } from "node:crypto";
import { Fault } from "../../core/errors";
import type { ModelConfig } from "../../core/models/families";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { heldOutExamples } from "../../core/training/evaluation";
import { heldOutSeed, type TrainingOptions } from "../../core/training/train";
import { type FileContent, writeFolderAtomic } from "../../node/atomicFiles";
import { checkModelTarget, modelFiles } from "../../node/writeModelFolder";
import type { DataOptions, PreparedData, SplitTexts } from "../corpus/prepareData";
import { writable } from "../models/loadModel";
import { prepare, type Start } from "../start/prepare";
import { jobReadme } from "./trainingJobReadme";

/** What is to be trained elsewhere. */
export interface JobSource {
  readonly start: Start;
  readonly data: DataOptions;
  readonly training: (config: ModelConfig, sequences: number) => TrainingOptions;
}

/** run_mlm refuses files that end in `.jsonl`; in a `.json` file it also reads one object per line. */
const TRAIN_FILE = "data/train.json";
const VALIDATION_FILE = "data/validation.json";
const RECIPE = "run_mlm.json";
const MASKS = "evaluation/masks.json";

/**
 * Writes a folder with which Hugging Face's run_mlm example trains as training here would: the text, split as
 * here, the model to start from, the recipe, and the masks on which models are compared. It names no file of the
 * workspace and holds none that may have secrets. Whole or not at all; throws a Fault, or the signal's reason.
 */
export async function exportJob(source: JobSource, output: string, signal: AbortSignal): Promise<void> {
  await checkModelTarget(output, {});
  const { model, data } = await prepare(source.start, source.data, signal);
  const options = source.training(model.config, data.train.count);
  const texts = splitTexts(data);
  const files = new Map<string, FileContent>();
  for (const [name, content] of modelFiles(writable(model), "F32"))
    files.set(`base/${name}`, repeatable(content));
  files.set(TRAIN_FILE, lines(texts.train));
  files.set(VALIDATION_FILE, lines(texts.heldOut));
  files.set(RECIPE, json(recipe(options, source.data, texts.heldOut.length > 0)));
  files.set(MASKS, json(masks(options, data, model.tokenizer)));
  files.set("environment.sh", ENVIRONMENT);
  files.set("README.md", jobReadme({ files: data.summary.files, tokens: data.tokens }));
  files.set("manifest.json", json(manifest(files, options, source.data)));
  signal.throwIfAborted();
  await writeFolderAtomic(output, files);
}

function splitTexts({ texts }: PreparedData): Record<keyof SplitTexts, string[]> {
  const { train, heldOut } = texts();
  const filled = (all: SplitTexts["train"]) =>
    all.map(({ text }) => text).filter((text) => text.trim() !== "");
  if (filled(train).length === 0)
    throw new Fault("no-text", "There is no text to train on; add files to the folder.");
  return { train: filled(train), heldOut: filled(heldOut) };
}

/** The arguments of run_mlm and of Transformers' Trainer. */
function recipe(options: TrainingOptions, data: DataOptions, evaluates: boolean): object {
  return {
    model_name_or_path: "base",
    train_file: TRAIN_FILE,
    ...(evaluates && { validation_file: VALIDATION_FILE, do_eval: true }),
    do_train: true,
    output_dir: "output",
    max_seq_length: data.maxSeqLength,
    line_by_line: data.lineByLine,
    mlm_probability: options.masking.mlmProbability,
    per_device_train_batch_size: options.batchSize,
    per_device_eval_batch_size: options.batchSize,
    gradient_accumulation_steps: options.gradientAccumulationSteps,
    num_train_epochs: options.epochs,
    learning_rate: options.learningRate,
    lr_scheduler_type: options.decay,
    warmup_steps: options.warmupRatio, // below 1 it is a share, from Transformers 5 on
    weight_decay: options.adamw.weightDecay,
    max_grad_norm: options.maxGradNorm,
    average_tokens_across_devices: false, // the trainer would multiply BERT's loss, a mean, by the number of processes
    seed: options.seed,
    save_strategy: "epoch",
    save_total_limit: 2,
    logging_steps: 10,
    report_to: "none",
    push_to_hub: false,
  };
}

/** Each sequence as the model sees it, the places to predict, and what stood there. */
function masks(options: TrainingOptions, { validation }: PreparedData, vocabulary: Tokenizer): object {
  const { masking, maxEvalSequences: maxSequences } = options;
  const examples = heldOutExamples(validation, vocabulary, {
    masking,
    seed: heldOutSeed(options),
    maxSequences,
  });
  return {
    ...masking,
    sequences: examples.map(({ inputIds, positions, labels }) => ({
      input_ids: Array.from(inputIds),
      positions,
      labels,
    })),
  };
}

function manifest(
  files: ReadonlyMap<string, FileContent>,
  options: TrainingOptions,
  data: DataOptions,
): object {
  const hashes = [...files].map(([name, content]) => [name, sha256(content)] as const);
  return {
    version: 1,
    seed: options.seed,
    validation_split: data.validationSplit,
    whole_word_mask: options.masking.wholeWordMask,
    evaluation_masks: MASKS,
    sha256: Object.fromEntries(hashes),
  };
}

function sha256(content: FileContent): string {
  const hash = createHash("sha256");
  for (const chunk of typeof content === "string" ? [content] : content) hash.update(chunk);
  return hash.digest("hex");
}

function lines(texts: readonly string[]): Uint8Array[] {
  const encoder = new TextEncoder();
  return texts.map((text) => encoder.encode(`${JSON.stringify({ text })}\n`));
}

/** Content that can be hashed and then written. */
function repeatable(content: FileContent): FileContent {
  return typeof content === "string" ? content : [...content];
}

const json = (value: object): string => `${JSON.stringify(value, null, 1)}\n`;

const ENVIRONMENT = `# Nothing is downloaded, and nothing is reported to anybody.
export HF_HUB_OFFLINE=1
export HF_DATASETS_OFFLINE=1
export TRANSFORMERS_OFFLINE=1
export HF_HUB_DISABLE_TELEMETRY=1
export DISABLE_TELEMETRY=1
export WANDB_DISABLED=true
`;
