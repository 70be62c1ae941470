import * as v from "valibot";
import type { JsonFile } from "../json/jsonFile";
import { integer, number } from "../json/schemas";
import { sentence } from "../sentence";
import type { HiddenAct } from "./blocks/activations";

/** What every family's configuration says: the fields of a Hugging Face `config.json` under one set of names. */
export interface BaseConfig {
  readonly modelType: string;
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly intermediateSize: number;
  readonly hiddenAct: HiddenAct;
  /** The most tokens that a sequence can have. */
  readonly maxPositions: number;
  /** The position of a sequence's first token. */
  readonly firstPosition: number;
  /** Absent where no token is padding: nothing keeps the embedding of the token that batches are padded with. */
  readonly padTokenId?: number;
  readonly initializerRange: number;
}

/** The largest sizes that are read. */
export const LARGEST = {
  vocab: 2 ** 20,
  hidden: 2 ** 13,
  layers: 128,
  heads: 256,
  intermediate: 2 ** 16,
  positions: 2 ** 16,
  types: 2 ** 10,
};

/** Hugging Face's names of activations, and the function that each of them is. */
const ACTIVATIONS = {
  gelu: "gelu",
  gelu_python: "gelu",
  gelu_new: "gelu_new",
  gelu_pytorch_tanh: "gelu_new",
  gelu_python_tanh: "gelu_new",
  gelu_fast: "gelu_new",
  gelu_accurate: "gelu_new",
  relu: "relu",
  silu: "silu",
  swish: "silu",
} as const satisfies Readonly<Record<string, HiddenAct>>;

/** The function that a name stands for; GELU where the field is absent. */
export const activation = v.nullish(
  v.pipe(
    v.picklist(Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]),
    v.transform((name): HiddenAct => ACTIVATIONS[name]),
  ),
  "gelu",
);

export const initializerRange = number(0.02, 0, 100);

/** The number of attention heads, which must also divide the hidden size. */
export const attentionHeads = integer(12, 1, LARGEST.heads);

/** Throws a `bad-model` Fault unless the heads, which stand in the field `name`, divide the hidden size. */
export function checkHeads(file: JsonFile, name: string, heads: number, hiddenSize: number): void {
  if (hiddenSize % heads !== 0)
    throw file.fault(name, sentence`which does not divide the hidden size ${hiddenSize}`);
}

/** Throws a `bad-model` Fault unless the padding token is one of the vocabulary. */
export function checkPadding(file: JsonFile, padTokenId: number, vocabSize: number): void {
  if (padTokenId >= vocabSize)
    throw file.fault("pad_token_id", sentence`but must be at most ${vocabSize - 1}`);
}
