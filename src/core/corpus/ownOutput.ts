import { type LeftOut, leftOut } from "./verdict";

/** In the folder of a training run: says that it is one. */
export const RUN_MARKER = "workspace-mlm-run.json";

const JOB_FILES = ["run_mlm.json", "manifest.json", "environment.sh", "base", "data"];

const WEIGHTS = [
  "model.safetensors",
  "model.safetensors.index.json",
  "pytorch_model.bin",
  "pytorch_model.bin.index.json",
  "tf_model.h5",
  "flax_model.msgpack",
];

/** What lies in a model's folder beside its weights and is no text that a person wrote. */
const MODEL_FILES: ReadonlySet<string> = new Set([
  ...WEIGHTS,
  "config.json",
  "generation_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.txt",
  "vocab.json",
  "merges.txt",
  "training_args.bin",
  "workspace-mlm.json",
  "onnx",
]);

/** What a published model comes with, and a project as well. */
const CARD_FILES: ReadonlySet<string> = new Set(["README.md", "LICENSE", "LICENSE.txt", ".gitattributes"]);

const SHARD = /^(pytorch_)?model-\d+-of-\d+\.(safetensors|bin)$/;

/** What the names in a folder say it is: nothing in it is read then, or in a folder that holds more than a model only the rest. */
export function ownFolder(names: ReadonlySet<string>): LeftOut | undefined {
  if (names.has(RUN_MARKER)) return leftOut("own-output", "a training run");
  if (JOB_FILES.every((name) => names.has(name))) return leftOut("own-output", "a training job");
  const isOnlyModel = [...names].every((name) => isModelFile(name) || CARD_FILES.has(name));
  return holdsModel(names) && isOnlyModel ? leftOut("model") : undefined;
}

/** Whether a model in Hugging Face layout lies in a folder of these names. */
export function holdsModel(names: ReadonlySet<string>): boolean {
  return names.has("config.json") && WEIGHTS.some((name) => names.has(name));
}

export function isModelFile(name: string): boolean {
  return MODEL_FILES.has(name) || SHARD.test(name);
}

/** Whether a file's text is the report of a training run. */
export function isOwnReport(text: string): boolean {
  return /^\{"version":1,"run":"(?:[^"\\]|\\.){0,300}","startedAt":"/.test(text.slice(0, 400));
}
