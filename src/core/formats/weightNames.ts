import { familyOf, type ModelConfig, parametersOf } from "../models/families";
import type { Parameter } from "../models/parameters";

/** What checkpoints hold beside a masked language model: buffers, and the heads of BERT's pre-training. */
const UNUSED = [/(^|\.)(position_ids|token_type_ids)$/, /^(\w+\.)?pooler\./, /^cls\.seq_relationship\./];

/**
 * From the name of a tensor of a checkpoint found in the wild to that under which we know it; undefined for what a
 * masked language model does not use, and the name itself where no model has it. Two names of a checkpoint may map to
 * one of ours: the decoder's weight and the word embedding it is tied to.
 */
export function weightNames(config: ModelConfig): (name: string) => string | undefined {
  const { prefix } = familyOf(config);
  const known = new Map<string, string>();
  for (const parameter of parametersOf(config)) {
    for (const spelling of spellings(parameter)) {
      known.set(spelling, parameter.name);
      if (spelling.startsWith(`${prefix}.`)) known.set(spelling.slice(prefix.length + 1), parameter.name);
    }
  }
  return (name) => known.get(name) ?? (UNUSED.some((pattern) => pattern.test(name)) ? undefined : name);
}

/** A parameter's names; a norm's are gamma and beta in checkpoints that TensorFlow's were converted to. */
function spellings({ name, role, aliases = [] }: Parameter): string[] {
  if (role === "norm scale") return [name, name.replace(/weight$/, "gamma")];
  if (role === "norm bias") return [name, name.replace(/bias$/, "beta")];
  return [name, ...aliases];
}
