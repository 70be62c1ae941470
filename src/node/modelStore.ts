import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "./atomicFiles";

/** Where a workspace's trained models lie: `models/<run>/`, `current`, which names the run in use, and `tokens/`. */
const MODELS = "models";
const CURRENT = "current";
const TOKENS = "tokens";
const RUN_NAME = /^[\w-]+$/;

/** The folder for the model of a run. */
export function runFolder(storage: string, run: string): string {
  return join(storage, MODELS, run);
}

/** The folder for the tokens of the workspace's files. */
export function tokenFolder(storage: string): string {
  return join(storage, TOKENS);
}

/** The folder of the model in use, when there is one. */
export async function currentModel(storage: string): Promise<string | undefined> {
  const run = await readFile(join(storage, CURRENT), "utf8").catch(() => "");
  if (!RUN_NAME.test(run)) return undefined;
  const folder = runFolder(storage, run);
  return (await isFolder(folder)) ? folder : undefined;
}

/** Puts the model of a run into use, once it is written whole, and deletes those of other runs. */
export async function useModel(storage: string, run: string): Promise<void> {
  await writeFileAtomic(join(storage, CURRENT), run);
  for (const name of await readdir(join(storage, MODELS))) {
    if (name !== run) await rm(runFolder(storage, name), { recursive: true, force: true });
  }
}

/** Deletes every model of the workspace, and its tokens. */
export async function discardModels(storage: string): Promise<void> {
  await rm(join(storage, CURRENT), { force: true });
  await rm(join(storage, MODELS), { recursive: true, force: true });
  await rm(tokenFolder(storage), { recursive: true, force: true });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
