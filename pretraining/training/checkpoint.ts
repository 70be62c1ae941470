import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSafetensors } from "../../src/core/formats/safetensors";
import { writeSafetensors } from "../../src/core/formats/writeSafetensors";
import type { TrainingState } from "../../src/core/training/trainingState";
import { type FileContent, writeFolderAtomic } from "../../src/node/atomicFiles";
import { withFileSource } from "../../src/node/readFiles";

const REGIONS = ["parameters", "means", "squares"] as const;

/** Writes parameters, both moments and the step as one folder, whole or not at all. */
export async function writeTrainingState(folder: string, state: TrainingState, step: number): Promise<void> {
  const files = new Map<string, FileContent>([["step.json", JSON.stringify({ step })]]);
  for (const region of REGIONS)
    files.set(`${region}.safetensors`, writeSafetensors(state.tensors(region), {}));
  await writeFolderAtomic(folder, files);
}

/** Loads what writeTrainingState wrote; returns the step. */
export async function readTrainingState(folder: string, state: TrainingState): Promise<number> {
  for (const region of REGIONS) {
    state.load(region, await withFileSource(join(folder, `${region}.safetensors`), readSafetensors));
  }
  return JSON.parse(await readFile(join(folder, "step.json"), "utf8")).step;
}
