import type { Disposable, Event, EventEmitter } from "vscode";
import type { TrainingReport } from "../../protocol/report";
import { lastReport } from "./lastReport";

/** The last training report of this workspace: from the running trainer, or left by the last run. */
export class Reports implements Disposable {
  private newest: TrainingReport | undefined;

  constructor(
    private readonly storage: () => string | undefined,
    private readonly changes: EventEmitter<void>,
  ) {}

  get onDidChange(): Event<void> {
    return this.changes.event;
  }

  take(report: TrainingReport): void {
    this.newest = report;
    this.changes.fire();
  }

  /** To be called after a run or all models were discarded: what is left on disk counts. */
  forget(): void {
    this.newest = undefined;
    this.changes.fire();
  }

  async last(): Promise<TrainingReport | undefined> {
    if (this.newest !== undefined) return this.newest;
    const storage = this.storage();
    return storage === undefined ? undefined : lastReport(storage);
  }

  dispose(): void {
    this.changes.dispose();
  }
}
