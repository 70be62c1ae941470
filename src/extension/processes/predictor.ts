import type { Event, EventEmitter } from "vscode";
import { RpcError, toErrorData } from "../../protocol/errors";
import type { FillParams, FillResult, LoadedModel, LoadParams, PredictorSide } from "../../protocol/filling";
import type { CheckParams, CheckResult, ScoreParams, ScoreResult } from "../../protocol/scoring";
import type { Engine } from "./engine";
import type { Exit } from "./exit";
import { restartPolicy } from "./restartPolicy";

export type PredictorState =
  /** It starts with the next request. */
  | { readonly kind: "stopped" }
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly model: LoadedModel }
  /** No model can be loaded, or the process crashed too often. */
  | { readonly kind: "failed"; readonly error: RpcError };

export interface PredictorOptions {
  start(onCrash: (exit: Exit) => void): Engine<PredictorSide>;
  /** What to load; called for each load. Throws a Fault for a setting with a wrong value. */
  loadParams(): LoadParams;
  /** Milliseconds without a request under way after which the process ends; the next request starts it again. */
  idleMs(): number;
  /** One sentence for a person whose request took longer than the limit. */
  tooSlow(timeLimitMs: number): string;
  /** One sentence for a person whose request finds no process because it crashed too often. */
  gaveUp(): string;
  /** Called for each crash, which is rare: after a few in a row no process is started, and `gaveUp` holds. */
  onCrash(exit: Exit, gaveUp: boolean): void;
  /** Called when the model cannot be loaded, once until `reload`. */
  warn(error: RpcError): void;
  readonly changes: EventEmitter<PredictorState>;
}

interface Running {
  readonly engine: Engine<PredictorSide>;
  /** Settled when some model answers, or none can be loaded. */
  ready: Promise<LoadedModel>;
  newest: Promise<LoadedModel>;
}

const CRASHES_ALLOWED = 2;
const CRASH_PERIOD_MS = 5 * 60_000;
const END_GRACE_MS = 1_000;

/** The prediction process: started by the first request, restarted after a crash, though not in a loop; ended when idle. */
export class Predictor {
  private readonly policy = restartPolicy(CRASHES_ALLOWED, CRASH_PERIOD_MS);
  private running: Running | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  /** How many requests are under way. */
  private busy = 0;
  /** Why no model could be loaded; cleared by `reload`. */
  private refusal: RpcError | undefined;
  private current: PredictorState = { kind: "stopped" };

  constructor(private readonly options: PredictorOptions) {}

  get state(): PredictorState {
    return this.current;
  }

  get onDidChangeState(): Event<PredictorState> {
    return this.options.changes.event;
  }

  get pid(): number | undefined {
    return this.running?.engine.pid;
  }

  /**
   * Fills masks with the current model; the time limit runs from when the model is loaded.
   *
   * @throws RpcError `not-ready` when there is no model, `closed` when the process crashed, `too-slow`, `cancelled`
   */
  fill(params: FillParams, signal: AbortSignal, timeLimitMs: number): Promise<FillResult> {
    return this.ask("fill", params, signal, timeLimitMs);
  }

  /** Likewise, of what is written. */
  score(params: ScoreParams, signal: AbortSignal, timeLimitMs: number): Promise<ScoreResult> {
    return this.ask("score", params, signal, timeLimitMs);
  }

  check(params: CheckParams, signal: AbortSignal, timeLimitMs: number): Promise<CheckResult> {
    return this.ask("check", params, signal, timeLimitMs);
  }

  /**
   * Turns to the model that is current now; until it is loaded the earlier one answers. A process that crashed too often may
   * start again. Resolves with the model; with undefined where no process runs, or the model cannot be loaded.
   */
  async reload(): Promise<LoadedModel | undefined> {
    this.policy.reset();
    this.refusal = undefined;
    const { running } = this;
    if (running === undefined) {
      this.become(this.withoutProcess());
      return undefined;
    }
    const newest = this.load(running.engine);
    running.newest = newest;
    running.ready = running.ready.catch(() => newest);
    return newest.catch(() => undefined);
  }

  /** Notifies a running process that these files have changed. */
  changed(paths: readonly string[]): void {
    if (paths.length > 0) this.running?.engine.connection.notify("changed", { paths });
  }

  /** The model that answers now, for which a process is started where none runs; undefined where there is none. */
  async model(): Promise<LoadedModel | undefined> {
    try {
      return await this.whileBusy(({ newest }) => newest);
    } catch {
      return undefined;
    }
  }

  async end(): Promise<void> {
    clearTimeout(this.idle);
    const engine = this.running?.engine;
    this.running = undefined;
    this.become(this.withoutProcess());
    await engine?.end(END_GRACE_MS);
  }

  private withoutProcess(): PredictorState {
    if (this.refusal !== undefined) return { kind: "failed", error: this.refusal };
    if (this.policy.allowed) return { kind: "stopped" };
    return { kind: "failed", error: new RpcError("closed", this.options.gaveUp()) };
  }

  private become(state: PredictorState): void {
    this.current = state;
    this.options.changes.fire(state);
  }

  private ask<K extends "fill" | "score" | "check">(
    method: K,
    params: Parameters<PredictorSide["requests"][K]>[0],
    signal: AbortSignal,
    timeLimitMs: number,
  ): Promise<ReturnType<PredictorSide["requests"][K]>> {
    return this.whileBusy(async (running) => {
      await untilAborted(running.ready, signal);
      const limit = AbortSignal.timeout(timeLimitMs);
      try {
        const either = AbortSignal.any([signal, limit]);
        return (await running.engine.connection.request(method, params as never, either)) as never;
      } catch (error) {
        if (!limit.aborted || signal.aborted || toErrorData(error).kind !== "cancelled") throw error;
        throw new RpcError("too-slow", this.options.tooSlow(timeLimitMs));
      }
    });
  }

  private run(): Running {
    if (this.refusal !== undefined) throw this.refusal;
    if (!this.policy.allowed) throw new RpcError("closed", this.options.gaveUp());
    this.running ??= this.start();
    return this.running;
  }

  /** A process that has something to do is not idle, however long it takes. */
  private async whileBusy<T>(act: (running: Running) => Promise<T>): Promise<T> {
    this.busy++;
    clearTimeout(this.idle);
    try {
      return await act(this.run());
    } finally {
      this.busy--;
      if (this.busy === 0) this.endWhenIdle();
    }
  }

  private endWhenIdle(): void {
    if (this.running === undefined) return;
    this.idle = setTimeout(() => void this.end(), this.options.idleMs());
    this.idle.unref();
  }

  private start(): Running {
    const engine = this.options.start((exit) => {
      this.running = undefined;
      this.policy.crashed();
      this.become(this.withoutProcess());
      this.options.onCrash(exit, !this.policy.allowed);
    });
    const loaded = this.load(engine);
    return { engine, ready: loaded, newest: loaded };
  }

  private load(engine: Engine<PredictorSide>): Promise<LoadedModel> {
    this.become({ kind: "loading" });
    const loaded = Promise.resolve().then(() => engine.connection.request("load", this.options.loadParams()));
    const isNewest = (): boolean => this.running?.newest === loaded;
    loaded.then(
      (model) => isNewest() && this.become({ kind: "ready", model }),
      (error: unknown) => isNewest() && this.refuse(error),
    );
    return loaded;
  }

  /** A process without a model is of no use; a crash while loading is reported as a crash instead. */
  private refuse(error: unknown): void {
    const { kind, sentence } = toErrorData(error);
    if (kind === "closed") return;
    this.refusal = new RpcError(kind, sentence);
    if (kind !== "not-ready") this.options.warn(this.refusal);
    void this.end();
  }
}

/** Settles like `promise`, or rejects as soon as `signal` aborts. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new RpcError("cancelled", "The request was cancelled."));
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
