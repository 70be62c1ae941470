import { Fault } from "../errors";
import { familyOf, type ModelConfig, parametersOf } from "../models/families";
import { sentence } from "../sentence";
import type { Tensor } from "../tensor";
import type { ByteSource } from "./byteSource";
import { readTensor } from "./safetensors";
import { readSafetensorsHeader, type TensorEntry } from "./safetensorsHeader";
import { weightNames } from "./weightNames";

/** A tensor of a checkpoint and the file it lies in. */
interface Located {
  readonly source: ByteSource;
  readonly entry: TensorEntry;
}

/**
 * Reads the parameters of a masked language model from the file or the shards of its checkpoint, under our names
 * and in declaration order. Throws a `bad-model` Fault that names the tensor and the file for a weight that is
 * missing, unknown, of another shape than the configuration's, not finite, or untied.
 */
export async function readModelWeights(
  config: ModelConfig,
  sources: readonly ByteSource[],
): Promise<Map<string, Tensor>> {
  const found = await locateTensors(config, sources);
  const shapes = new Map(parametersOf(config).map(({ name, shape }) => [name, shape]));
  const files = sources.map((source) => source.name).join(", ");
  for (const name of shapes.keys()) if (!found.has(name)) throw missing(config, name, files);
  for (const [name, located] of found) checkShape(name, located, shapes.get(name));
  const parameters = new Map<string, Tensor>();
  for (const name of shapes.keys()) parameters.set(name, await readTied(found.get(name)!));
  return parameters;
}

/** Every place of each parameter by our name. */
async function locateTensors(
  config: ModelConfig,
  sources: readonly ByteSource[],
): Promise<Map<string, Located[]>> {
  const found = new Map<string, Located[]>();
  const ourName = weightNames(config);
  for (const source of sources) {
    const { tensors } = await readSafetensorsHeader(source);
    for (const entry of tensors.values()) {
      const name = ourName(entry.name);
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), { source, entry }]);
    }
  }
  return found;
}

function missing(config: ModelConfig, name: string, files: string): Fault {
  if (name.startsWith(`${familyOf(config).prefix}.`))
    return new Fault("bad-model", sentence`${files} lacks the weight ${name}.`);
  return new Fault(
    "bad-model",
    sentence`${files} lacks ${name}, so it has no masked language model head; use a checkpoint saved from a ...ForMaskedLM model.`,
  );
}

function checkShape(name: string, places: readonly Located[], expected: readonly number[] | undefined): void {
  for (const { source, entry } of places) {
    if (!expected) {
      throw new Fault(
        "bad-model",
        sentence`${source.name} holds ${entry.name}, which this kind of model does not have.`,
      );
    }
    if (entry.shape.join() !== expected.join()) {
      throw new Fault(
        "bad-model",
        sentence`${source.name}: ${entry.name} has the shape [${entry.shape.join()}], but config.json asks for [${expected.join()}] (${name}).`,
      );
    }
  }
}

/** Reads a parameter; where the checkpoint holds it under several names, all must be equal. */
async function readTied([first, ...others]: readonly Located[]): Promise<Tensor> {
  const tensor = await readTensor(first.source, first.entry);
  for (const { source, entry } of others) {
    const other = await readTensor(source, entry);
    if (other.data.some((value, i) => value !== tensor.data[i])) {
      throw new Fault(
        "bad-model",
        sentence`${source.name}: ${entry.name} differs from ${first.entry.name}, but by config.json both are the same weight; correct tie_word_embeddings, or use another checkpoint.`,
      );
    }
  }
  return tensor;
}
