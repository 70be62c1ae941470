// What earlier training left in the folder of a workspace's models.
import * as fs from "node:fs";
import * as path from "node:path";
import { loadModel, saveModel } from "../../src/engine/models/loadModel";
import { importModel } from "../../src/engine/models/storedModels";
import { runFolder, runsFolder, useModel } from "../../src/node/modelStore";
import { trainingReport } from "../support/trainingReport";

export const SMALL_MODEL = "test/fixtures/bert-2x32";

/** A model of a run. The latest is in use. */
export const trained =
  (...names: string[]) =>
  async (storage: string): Promise<void> => {
    const model = await loadModel(SMALL_MODEL);
    for (const [index, name] of names.entries()) {
      const run = `2026-01-0${index + 1}T10-00-00-000Z`;
      await saveModel(runFolder(storage, run), model, { notes: { name } });
      await useModel(storage, run);
    }
  };

export const imported =
  (name: string) =>
  async (storage: string): Promise<void> => {
    await importModel({ folder: SMALL_MODEL, storage, name });
  };

/** The report of a run that ended. */
export async function reported(storage: string): Promise<void> {
  const report = trainingReport();
  const folder = path.join(runsFolder(storage), report.run);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "report.json"), JSON.stringify(report));
}

export const all =
  (...parts: readonly ((storage: string) => Promise<void>)[]) =>
  async (storage: string): Promise<void> => {
    for (const part of parts) await part(storage);
  };
