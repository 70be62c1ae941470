import { RpcError, toErrorData } from "../../protocol/errors";
import type { FillParams, FillResult, LoadedModel, LoadParams, PredictorSide } from "../../protocol/filling";
import type { Engine } from "./engine";
import type { Exit } from "./exit";
import { restartPolicy } from "./restartPolicy";

export interface PredictorOptions {
  start(onCrash: (exit: Exit) => void): Engine<PredictorSide>;
  /** What to load, asked anew for each load. */
  loadParams(): LoadParams;
  /** One sentence for a person whose request took longer than the limit. */
  tooSlow(timeLimitMs: number): string;
  /** Called for each crash, which is rare: after a few in a row no process is started. */
  onCrash(exit: Exit): void;
  /** Called when the model cannot be loaded, once until `reload`. */
  warn(sentence: string): void;
}

interface Running {
  readonly engine: Engine<PredictorSide>;
  readonly loaded: Promise<LoadedModel>;
}

const CRASHES_ALLOWED = 2;
const CRASH_PERIOD_MS = 5 * 60_000;
const END_GRACE_MS = 1_000;

/** The prediction process: started by the first request, restarted after a crash, though not in a loop. */
export class Predictor {
  private readonly policy = restartPolicy(CRASHES_ALLOWED, CRASH_PERIOD_MS);
  private running: Running | undefined;
  /** Why no model could be loaded; cleared by `reload`. */
  private refusal: RpcError | undefined;

  constructor(private readonly options: PredictorOptions) {}

  get pid(): number | undefined {
    return this.running?.engine.pid;
  }

  /**
   * Fills masks with the current model; the time limit runs from when the model is loaded.
   *
   * @throws RpcError `not-ready` when there is no model, `closed` when the process crashed, `too-slow`, `cancelled`
   */
  async fill(params: FillParams, signal: AbortSignal, timeLimitMs: number): Promise<FillResult> {
    const { engine, loaded } = this.run();
    await untilAborted(loaded, signal);
    const limit = AbortSignal.timeout(timeLimitMs);
    try {
      return await engine.connection.request("fill", params, AbortSignal.any([signal, limit]));
    } catch (error) {
      if (!limit.aborted || signal.aborted || toErrorData(error).kind !== "cancelled") throw error;
      throw new RpcError("too-slow", this.options.tooSlow(timeLimitMs));
    }
  }

  /** Turns to the model that is current now; until it is loaded the earlier one answers. */
  async reload(): Promise<void> {
    this.policy.reset();
    this.refusal = undefined;
    try {
      await this.running?.engine.connection.request("load", this.options.loadParams());
    } catch {
      await this.end(); // the next request starts anew, and tells what is wrong
    }
  }

  async end(): Promise<void> {
    const engine = this.running?.engine;
    this.running = undefined;
    await engine?.end(END_GRACE_MS);
  }

  private run(): Running {
    if (this.refusal !== undefined) throw this.refusal;
    if (!this.policy.allowed) throw new RpcError("closed", "The prediction process crashed several times.");
    this.running ??= this.start();
    return this.running;
  }

  private start(): Running {
    const engine = this.options.start((exit) => {
      this.running = undefined;
      this.policy.crashed();
      this.options.onCrash(exit);
    });
    const loaded = engine.connection.request("load", this.options.loadParams());
    loaded.catch((error: RpcError) => this.refuse(engine, error));
    return { engine, loaded };
  }

  /** A process without a model is of no use; a crash while loading is reported as a crash instead. */
  private refuse(engine: Engine<PredictorSide>, error: RpcError): void {
    if (error.kind === "closed" || this.running?.engine !== engine) return;
    this.refusal = error;
    if (error.kind !== "not-ready") this.options.warn(error.message);
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
