import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Disposable, Event, EventEmitter } from "vscode";
import type { UnfinishedRun } from "../../protocol/training";

export interface InterruptionOptions {
  /** Absolute path of the folder of the workspace's runs' storage; undefined if this window cannot train. */
  storage(): string | undefined;
  /** Asks in a process of its own. */
  find(storage: string): Promise<UnfinishedRun | undefined>;
  readonly changes: EventEmitter<void>;
}

/** The run of this workspace that was interrupted and can be resumed. */
export class Interruption implements Disposable {
  private found: UnfinishedRun | undefined;

  constructor(private readonly options: InterruptionOptions) {}

  get run(): UnfinishedRun | undefined {
    return this.found;
  }

  get onDidChange(): Event<void> {
    return this.options.changes.event;
  }

  /** Looks again. A process is started only if a run left more than its report. */
  async look(): Promise<UnfinishedRun | undefined> {
    const storage = this.options.storage();
    const isPossible = storage !== undefined && (await hasLeftRuns(storage));
    this.become(isPossible ? await this.options.find(storage) : undefined);
    return this.found;
  }

  /** To be called when the run is resumed, or another one begins. */
  forget(): void {
    this.become(undefined);
  }

  dispose(): void {
    this.options.changes.dispose();
  }

  private become(found: UnfinishedRun | undefined): void {
    const isSame = found?.run === this.found?.run;
    this.found = found;
    if (!isSame) this.options.changes.fire();
  }
}

/** A run that ended leaves only its report. */
async function hasLeftRuns(storage: string): Promise<boolean> {
  const runs = path.join(storage, "runs");
  const names = await fs.readdir(runs).catch(() => []);
  const contents = await Promise.all(names.map((name) => fs.readdir(path.join(runs, name)).catch(() => [])));
  return contents.flat().some((name) => name !== "report.json");
}
