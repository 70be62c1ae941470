import type { HiddenAct } from "./blocks/activations";
import type { ConfigFields } from "./configFields";

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
const ACTIVATION_NAMES: Readonly<Record<string, HiddenAct>> = {
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
};

/** The number of attention heads, 12 where it is absent. Throws a `bad-model` Fault unless it divides the hidden size. */
export function readHeads(fields: ConfigFields, name: string, hiddenSize: number): number {
  const heads = fields.integer(name, 12, 1, LARGEST.heads);
  if (hiddenSize % heads === 0) return heads;
  throw fields.fault(name, `which does not divide the hidden size ${hiddenSize}`);
}

/** GELU where the field is absent. Throws a `bad-model` Fault for a function that is not supported. */
export function readActivation(fields: ConfigFields, name: string): HiddenAct {
  const named = fields.string(name, "gelu");
  if (Object.hasOwn(ACTIVATION_NAMES, named)) return ACTIVATION_NAMES[named];
  throw fields.fault(name, `but only ${Object.keys(ACTIVATION_NAMES).join(", ")} are supported`);
}

export function readInitializerRange(fields: ConfigFields): number {
  return fields.number("initializer_range", 0.02, 0, 100);
}
