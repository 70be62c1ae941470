import type { Disposable, Event, EventEmitter } from "vscode";
import { RpcError } from "../../protocol/errors";
import type { TrainingReport } from "../../protocol/report";
import type {
  RunChanges,
  RunParams,
  TrainerSide,
  TrainingPlan,
  TrainingProgress,
  TrainingResult,
  TrainParams,
} from "../../protocol/training";
import type { Engine } from "../processes/engine";
import type { Exit } from "../processes/exit";
import type { RunningState, SessionState } from "./sessionState";

export interface TrainerEvents {
  onProgress(progress: TrainingProgress): void;
  onReport(report: TrainingReport): void;
  onPower(power: { readonly onBattery: boolean }): void;
  onChanges(changes: RunChanges): void;
  onCrash(exit: Exit): void;
}

export interface TrainingSessionOptions {
  start(events: TrainerEvents): Engine<TrainerSide>;
  readonly changes: EventEmitter<SessionState>;
  onReport(report: TrainingReport): void;
  /** Called when the resumed run finds something other than when it was interrupted. */
  onChanges(changes: RunChanges): void;
  /** Called when the run starts to wait until the machine is off its battery. */
  onBattery(): void;
  onCrash(exit: Exit): void;
}

/** One run, from its plan to its end; each is an object of its own. */
export interface ActiveRun {
  /** Absolute path of the folder for what it learns. */
  readonly storage: string;
}

/** Saving a large model takes a while on a slow disk. */
const END_GRACE_MS = 20_000;
const NOTHING_DONE: TrainingProgress = { stage: "preparing", step: 0, totalSteps: 0 };

/** At most one training process, which lives from the plan to the result. */
export class TrainingSession implements Disposable {
  private current: SessionState = { kind: "idle" };
  private engine: Engine<TrainerSide> | undefined;
  private active: ActiveRun | undefined;
  private ending: Promise<void> | undefined;

  constructor(private readonly options: TrainingSessionOptions) {}

  get state(): SessionState {
    return this.current;
  }

  get pid(): number | undefined {
    return this.engine?.pid;
  }

  /** The active run. */
  get run(): ActiveRun | undefined {
    return this.active;
  }

  get onDidChangeState(): Event<SessionState> {
    return this.options.changes.event;
  }

  /** Scans; the process stays alive for `train`. Call `end` if that does not follow. */
  async plan(params: TrainParams, signal: AbortSignal): Promise<TrainingPlan> {
    if (this.current.kind !== "idle") throw new RpcError("internal", "Training is running already.");
    this.active = { storage: params.storage };
    this.become({ kind: "planning" });
    try {
      return await this.process().connection.request("plan", params, signal);
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Trains to the end or until `stop`; the process ends with it. */
  async train(params: RunParams): Promise<TrainingResult> {
    this.become({ kind: "running", progress: NOTHING_DONE });
    try {
      return await this.process().connection.request("train", params);
    } finally {
      await this.end();
    }
  }

  pause(): void {
    if (this.current.kind !== "running") return;
    this.engine?.connection.notify("pause", {});
    this.become({ ...this.current, kind: "paused", onBattery: false });
  }

  resume(): void {
    if (this.current.kind !== "paused") return;
    this.engine?.connection.notify("resume", {});
    this.become(runningOn(this.current));
  }

  /** Asks the run to save and finish; `train` then resolves. */
  async stop(): Promise<void> {
    if (this.current.kind !== "running" && this.current.kind !== "paused") return;
    this.become({ kind: "stopping" });
    await this.engine?.connection.request("stop", {});
  }

  /**
   * Ends this run and deletes what it has learnt. Returns false, and does nothing, if it has ended or is being saved: no
   * other run and no model is deleted in its place.
   */
  async discard(run: ActiveRun): Promise<boolean> {
    const { current } = this;
    if (run !== this.active || isEnding(current)) return false;
    await this.end(0);
    if (current.kind === "planning") return true;
    try {
      await this.process().connection.request("discardUnfinished", { storage: run.storage });
    } finally {
      await this.end();
    }
    return true;
  }

  /** Lets the process save and end. */
  end(graceMs = END_GRACE_MS): Promise<void> {
    this.ending ??= this.endProcess(graceMs).finally(() => {
      this.ending = undefined;
    });
    return this.ending;
  }

  dispose(): void {
    void this.end();
    this.options.changes.dispose();
  }

  private async endProcess(graceMs: number): Promise<void> {
    const engine = this.engine;
    if (engine !== undefined && this.current.kind !== "idle") this.become({ kind: "stopping" });
    await engine?.end(graceMs);
    this.engine = undefined;
    this.become({ kind: "idle" });
  }

  private process(): Engine<TrainerSide> {
    this.engine ??= this.options.start({
      onProgress: (progress) => this.advance(progress),
      onReport: (report) => {
        this.noteFallback(report);
        this.options.onReport(report);
      },
      onChanges: (changes) => this.options.onChanges(changes),
      onPower: ({ onBattery }) => this.powerChanged(onBattery),
      onCrash: (exit) => {
        this.engine = undefined;
        this.become({ kind: "idle" });
        this.options.onCrash(exit);
      },
    });
    return this.engine;
  }

  private powerChanged(onBattery: boolean): void {
    const { current } = this;
    if (onBattery && current.kind === "running") {
      this.become({ ...current, kind: "paused", onBattery });
      this.options.onBattery();
    } else if (!onBattery && current.kind === "paused" && current.onBattery) {
      this.become(runningOn(current));
    }
  }

  private advance(progress: TrainingProgress): void {
    if (this.current.kind === "running" || this.current.kind === "paused") {
      this.become({ ...this.current, progress });
    }
  }

  private noteFallback({ fallback }: TrainingReport): void {
    const { current } = this;
    if (fallback === undefined || (current.kind !== "running" && current.kind !== "paused")) return;
    if (current.fallback === undefined) this.become({ ...current, fallback });
  }

  private become(state: SessionState): void {
    if (state.kind === "idle") this.active = undefined;
    if (state.kind === "idle" && this.current.kind === "idle") return;
    this.current = state;
    this.options.changes.fire(state);
  }
}

function runningOn({ progress, fallback }: RunningState): SessionState {
  return { kind: "running", progress, ...(fallback && { fallback }) };
}

function isEnding(state: SessionState): boolean {
  return state.kind === "stopping" || (state.kind === "running" && state.progress.stage === "saving");
}
