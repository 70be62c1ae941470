import { join } from "node:path";
import { createWordFiller, USUAL_SEARCH, type WordFiller } from "../core/prediction/fillWords";
import { createPredictor, type Predictor } from "../core/prediction/predictor";
import { fromNamed } from "../core/ranking/namedRanking";
import type { Ranking } from "../core/ranking/rank";
import { SHIPPED_RANKING } from "../core/ranking/shippedRanking";
import type { Tokenizer } from "../core/tokenizer/tokenizer";
import { bundledModel } from "../node/bundledModel";
import { NOTES_FILE, readNotes } from "../node/modelNotes";
import { currentModel } from "../node/modelStore";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { RpcError, toErrorData } from "../protocol/errors";
import type {
  FillParams,
  FillResult,
  LoadedModel,
  LoadParams,
  MemoryFiles,
  MemoryParams,
  PredictorListener,
  PredictorSide,
} from "../protocol/filling";
import { ipcTransport } from "../protocol/ipc";
import { connect } from "../protocol/rpc";
import { loadModel } from "./loadModel";
import { documentsAlone, type KnownText, openWorkspace } from "./workspaceWords";

interface Loaded {
  readonly fillWords: WordFiller;
  readonly predictor: Predictor;
  readonly known: KnownText | undefined;
}

/** Serves the extension host until it goes. */
export function runPredictor(): void {
  const service = new PredictorService((files) => host.notify("remembered", files));
  const host = connect<PredictorSide, PredictorListener>(ipcTransport(process), {
    requests: {
      load: (params) => service.load(params),
      fill: (params, signal) => service.fill(params, signal),
    },
    notifications: { changed: ({ paths }) => service.changed(paths) },
  });
  process.on("disconnect", () => process.exit());
}

class PredictorService {
  #loaded: Loaded | undefined;
  #newest: Promise<LoadedModel> | undefined;
  /** One after the other: a run of the model has the thread, and all the threads of its pool, to itself. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly onRemembered: (files: MemoryFiles) => void) {}

  /** What was asked for last is loaded last, however long each takes: what it supersedes has its result. */
  load(params: LoadParams): Promise<LoadedModel> {
    const loading: Promise<LoadedModel> = prepare(params, this.onRemembered).then(({ loaded, model }) =>
      this.#enqueue(async () => {
        const isNewest = loading === this.#newest;
        await release(isNewest ? this.#loaded : loaded);
        if (isNewest) this.#loaded = loaded;
        return isNewest;
      }).then((isNewest) => (isNewest ? model : this.#newest!)),
    );
    this.#newest = loading;
    return loading;
  }

  changed(paths: readonly string[]): void {
    this.#loaded?.known?.changed(paths);
  }

  fill({ text, masks, topK, path }: FillParams, signal: AbortSignal): Promise<FillResult> {
    return this.#enqueue(async () => {
      if (this.#loaded === undefined) throw new RpcError("not-ready", "No model is loaded.");
      const { fillWords, known } = this.#loaded;
      const source = known?.sourceFor(path);
      const words = await fillWords(text, masks, {
        ...USUAL_SEARCH,
        topK,
        signal,
        ...(source && { source }),
      });
      known?.build();
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

async function release(loaded: Loaded | undefined): Promise<void> {
  loaded?.known?.close();
  await loaded?.predictor.release();
}

async function prepare(
  { storage, base, threads, memory }: LoadParams,
  onRemembered: (files: MemoryFiles) => void,
): Promise<{ loaded: Loaded; model: LoadedModel }> {
  const trained = storage === undefined ? undefined : await currentModel(storage);
  const model = trained ?? base ?? bundledModel();
  if (model === undefined) {
    throw new RpcError("not-ready", "There is no model yet: train one on this workspace first.");
  }
  const { config, parameters, tokenizer } = await loadModel(model);
  const backend = onnxRuntimeBackend({ spinning: false, ...(threads > 0 ? { threads } : {}) });
  const predictor = await createPredictor(backend, config, parameters);
  const fillWords = createWordFiller(predictor, tokenizer, await rankingOf(model));
  const known = await knownText(memory, tokenizer, onRemembered);
  return { loaded: { predictor, fillWords, known }, model: { model, trained: trained !== undefined } };
}

/** The weights that were fitted to the model, else the shipped ones. */
async function rankingOf(folder: string): Promise<Ranking> {
  const { ranking } = await readNotes(folder);
  try {
    return ranking === undefined ? SHIPPED_RANKING : fromNamed(ranking, join(folder, NOTES_FILE));
  } catch (error) {
    console.error(toErrorData(error).message);
    return SHIPPED_RANKING;
  }
}

async function knownText(
  memory: MemoryParams | undefined,
  tokenizer: Tokenizer,
  onRemembered: (files: MemoryFiles) => void,
): Promise<KnownText | undefined> {
  if (memory?.workspace === undefined) return memory && documentsAlone(tokenizer);
  return openWorkspace(memory.workspace, tokenizer, memory.open, onRemembered);
}
