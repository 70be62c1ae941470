import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { removeFolderAtomic } from "../../node/atomicFiles";
import { loadModel, type Model, saveModel } from "../models/loadModel";

const BEST = /^best-\d+$/;

/** The best models of a run, in its folder. Each is kept as long as one of the two newest checkpoints names it. */
export class BestModels {
  #ofCheckpoints: readonly (string | undefined)[] = [];

  /** @param folder of the run */
  constructor(readonly folder: string) {}

  /** Saves a model that is better than all before, and returns its folder's name in the run's folder. */
  async save(model: Model, updates: number): Promise<string> {
    const name = `best-${updates}`;
    await saveModel(join(this.folder, name), model, { replace: true });
    return name;
  }

  load(name: string): Promise<Model> {
    return loadModel(join(this.folder, name));
  }

  /** Notes the best models of the checkpoints of a run that is resumed, the newest first. */
  resume(bests: readonly (string | undefined)[]): void {
    this.#ofCheckpoints = bests;
  }

  /** Notes the best model of a checkpoint that was just written, and deletes what no checkpoint needs any more. */
  async checkpointed(best: string | undefined): Promise<void> {
    this.#ofCheckpoints = [best, this.#ofCheckpoints[0]];
    await this.prune(best);
  }

  /** Deletes all but the newest one and those of the checkpoints. */
  async prune(newest: string | undefined): Promise<void> {
    const kept = [newest, ...this.#ofCheckpoints];
    const outdated = (await readdir(this.folder)).filter((name) => BEST.test(name) && !kept.includes(name));
    for (const name of outdated) await removeFolderAtomic(join(this.folder, name));
  }
}
