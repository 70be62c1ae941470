import { type ChildProcess, fork } from "node:child_process";
import { currentModel } from "../../node/modelStore";
import type { LoadedModel, LoadParams, PredictorListener, PredictorSide } from "../../protocol/filling";
import { ipcTransport } from "../../protocol/ipc";
import { type Connection, connect } from "../../protocol/rpc";
import type { Model } from "../../tools/tool";

interface Running {
  readonly child: ChildProcess;
  readonly connection: Connection<PredictorSide>;
  loaded: Promise<LoadedModel>;
}

/** The prediction process of the editor, as the server asks it: started with the first question, and again after a crash or a model that does not load. */
export class EnginePredictor {
  #running: Running | undefined;

  /**
   * @param script absolute path of the engine's
   * @param params what to load; where it names a storage, the model that is in use there when a question comes
   */
  constructor(
    readonly script: string,
    readonly params: LoadParams,
  ) {}

  /** The model, asked until `signal` aborts. */
  until(signal: AbortSignal): Model {
    return {
      fill: async (params) => (await this.#ready()).request("fill", params, signal),
      score: async (params) => (await this.#ready()).request("score", params, signal),
    };
  }

  end(): void {
    if (this.#running !== undefined) this.#drop(this.#running.child);
  }

  async #ready(): Promise<Connection<PredictorSide>> {
    this.#running ??= this.#start();
    const running = this.#running;
    const { model, trained } = await running.loaded;
    if (await this.#isOutdated(model, trained)) {
      running.loaded = this.#load(running);
      await running.loaded;
    }
    return running.connection;
  }

  async #isOutdated(model: string, trained: boolean): Promise<boolean> {
    if (this.params.storage === undefined) return false;
    const current = await currentModel(this.params.storage);
    return current === undefined ? trained : current !== model;
  }

  #start(): Running {
    const child = fork(this.script, ["predictor"], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const connection = connect<PredictorListener, PredictorSide>(ipcTransport(child), {
      requests: {},
      notifications: { remembered() {} },
    });
    child.once("disconnect", () => this.#drop(child));
    return { child, connection, loaded: this.#load({ child, connection }) };
  }

  async #load({ child, connection }: Omit<Running, "loaded">): Promise<LoadedModel> {
    try {
      return await connection.request("load", this.params);
    } catch (error) {
      this.#drop(child);
      throw error;
    }
  }

  #drop(child: ChildProcess): void {
    if (this.#running?.child === child) this.#running = undefined;
    if (child.connected) child.disconnect();
  }
}
