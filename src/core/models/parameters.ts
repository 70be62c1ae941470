/** What a parameter is for. */
export type Role =
  | "word embedding"
  | "position embedding"
  | "token type embedding"
  | "weight"
  | "bias"
  | "key bias"
  | "norm scale"
  | "norm bias"
  | "decoder weight"
  | "decoder bias";

/** One trained tensor of a model. */
export interface Parameter {
  /** As Transformers' checkpoints call it. */
  readonly name: string;
  /** A dense weight is [out, in]. */
  readonly shape: readonly number[];
  readonly role: Role;
  /** Further names under which checkpoints hold it: those of parameters that are tied to it. */
  readonly aliases?: readonly string[];
}

interface Traits {
  /** Starting values where nothing is known. */
  readonly start: "normal" | 0 | 1;
  /** Whether weight decay applies, as in Transformers' Trainer. */
  readonly decays: boolean;
  /** Whether it has a row for each token of the vocabulary. */
  readonly rowPerToken?: true;
}

/** What follows from a parameter's role. */
export const ROLES: Readonly<Record<Role, Traits>> = {
  "word embedding": { start: "normal", decays: true, rowPerToken: true },
  "position embedding": { start: "normal", decays: true },
  "token type embedding": { start: "normal", decays: true },
  weight: { start: "normal", decays: true },
  bias: { start: 0, decays: false },
  "key bias": { start: 0, decays: false },
  "norm scale": { start: 1, decays: false },
  "norm bias": { start: 0, decays: false },
  "decoder weight": { start: "normal", decays: true, rowPerToken: true },
  "decoder bias": { start: 0, decays: false, rowPerToken: true },
};

/** A dense layer: x [rows, in] to x weight^T + bias [rows, out]. */
export interface Dense {
  readonly weight: Parameter;
  readonly bias?: Parameter;
}

/** A layer normalisation. */
export interface Norm {
  readonly scale: Parameter;
  readonly bias?: Parameter;
}

interface DenseOptions {
  /** Its role; false where the layer has none. */
  readonly bias?: Role | boolean;
}

export function dense(name: string, out: number, input: number, { bias = true }: DenseOptions = {}): Dense {
  return {
    weight: { name: `${name}.weight`, shape: [out, input], role: "weight" },
    ...(bias && { bias: { name: `${name}.bias`, shape: [out], role: bias === true ? "bias" : bias } }),
  };
}

export function norm(name: string, size: number, { bias = true } = {}): Norm {
  return {
    scale: { name: `${name}.weight`, shape: [size], role: "norm scale" },
    ...(bias && { bias: { name: `${name}.bias`, shape: [size], role: "norm bias" } }),
  };
}

export function layers<L>(count: number, layer: (index: number) => L): L[] {
  return Array.from({ length: count }, (_, index) => layer(index));
}

/** The parameters of a part of a model, in the order in which it names them. */
export function parametersIn(part: object): Parameter[] {
  return isParameter(part) ? [part] : Object.values(part).flatMap(parametersIn);
}

function isParameter(part: object): part is Parameter {
  return "role" in part;
}
