// Puts a trained model into models/base, its weights as fp16; the notices and the card that lie there stay.
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadModel, saveModel } from "../src/engine/models/loadModel";
import { cacheFolder } from "./corpus/cache";

const TARGET = join("models", "base");

const { values } = parseArgs({
  options: { model: { type: "string", default: cacheFolder("runs", "base", "model") as string } },
});

async function main(): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), "workspace-mlm-base-"));
  try {
    const folder = join(temporary, "model");
    await saveModel(folder, await loadModel(values.model), { dtype: "F16" });
    for (const name of await readdir(folder)) await copyFile(join(folder, name), join(TARGET, name));
    console.log(`${values.model} is in ${TARGET}.`);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

void main();
