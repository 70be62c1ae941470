import { createWordFiller, USUAL_SEARCH, type WordFiller } from "../core/prediction/fillWords";
import { createPredictor, type Predictor } from "../core/prediction/predictor";
import { bundledModel } from "../node/bundledModel";
import { currentModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { RpcError } from "../protocol/errors";
import type { FillParams, FillResult, LoadedModel, LoadParams, PredictorSide } from "../protocol/filling";
import { ipcTransport } from "../protocol/ipc";
import { connect } from "../protocol/rpc";
import { loadModel } from "./loadModel";

interface Loaded {
  readonly fillWords: WordFiller;
  readonly predictor: Predictor;
}

/** Serves the extension host until it goes. */
export function runPredictor(): void {
  const service = new PredictorService();
  connect<PredictorSide, { requests: object; notifications: object }>(ipcTransport(process), {
    requests: {
      load: (params) => service.load(params),
      fill: (params, signal) => service.fill(params, signal),
    },
    notifications: {},
  });
  process.on("disconnect", () => process.exit());
}

class PredictorService {
  #loaded: Loaded | undefined;
  #newest: Promise<LoadedModel> | undefined;
  /** One after the other: a run of the model has the thread, and all the threads of its pool, to itself. */
  #queue: Promise<unknown> = Promise.resolve();

  /** What was asked for last is loaded last, however long each takes: what it supersedes has its result. */
  load(params: LoadParams): Promise<LoadedModel> {
    const loading: Promise<LoadedModel> = prepare(params).then(({ loaded, model }) =>
      this.#enqueue(async () => {
        const isNewest = loading === this.#newest;
        await (isNewest ? this.#loaded : loaded)?.predictor.release();
        if (isNewest) this.#loaded = loaded;
        return isNewest;
      }).then((isNewest) => (isNewest ? model : this.#newest!)),
    );
    this.#newest = loading;
    return loading;
  }

  fill({ text, masks, topK }: FillParams, signal: AbortSignal): Promise<FillResult> {
    return this.#enqueue(async () => {
      if (this.#loaded === undefined) throw new RpcError("not-ready", "No model is loaded.");
      const options = { ...USUAL_SEARCH, topK, signal };
      const words = await this.#loaded.fillWords(text, masks, options);
      return {
        fills: words.map((candidates) => ({
          candidates: candidates.map(({ score, pieces, text }) => ({
            score,
            token: pieces[0],
            token_str: text,
          })),
        })),
      };
    });
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => {});
    return result;
  }
}

async function prepare({
  storage,
  base,
  threads,
}: LoadParams): Promise<{ loaded: Loaded; model: LoadedModel }> {
  const trained = storage === undefined ? undefined : await currentModel(storage);
  const model = trained ?? base ?? bundledModel();
  if (model === undefined) {
    throw new RpcError("not-ready", "There is no model yet: train one on this workspace first.");
  }
  const { config, parameters, tokenizer } = await loadModel(model);
  const backend = onnxRuntimeBackend({ spinning: false, ...(threads > 0 ? { threads } : {}) });
  const predictor = await createPredictor(backend, config, parameters);
  const loaded = { predictor, fillWords: createWordFiller(predictor, tokenizer) };
  return { loaded, model: { model, trained: trained !== undefined } };
}
