import { basename } from "node:path";
import {
  createWordFiller,
  SEARCH_WHILE_TYPING,
  USUAL_SEARCH,
  type WordFiller,
} from "../../core/prediction/fillWords";
import { createPredictor, type Predictor } from "../../core/prediction/predictor";
import type { Ranking } from "../../core/ranking/rank";
import { createScorer, type Scorer } from "../../core/scoring/scorer";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { bundledModel } from "../../node/bundledModel";
import { currentModel } from "../../node/modelStore";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { RpcError } from "../../protocol/errors";
import type {
  FillParams,
  FillResult,
  LoadedModel,
  LoadParams,
  MemoryFiles,
  MemoryParams,
  PredictorListener,
  PredictorSide,
} from "../../protocol/filling";
import { ipcTransport } from "../../protocol/ipc";
import type { ListedModel } from "../../protocol/models";
import { connect } from "../../protocol/rpc";
import type { CheckParams, CheckResult, ScoreParams, ScoreResult } from "../../protocol/scoring";
import { documentsAlone, type KnownText, openWorkspace } from "../memory/workspaceWords";
import { loadModel } from "../models/loadModel";
import { modelRanking } from "../models/modelRanking";
import { baseFound, describeModel } from "../models/storedModels";
import { scoredWords, unlikelyWords } from "../scoring/scoreRequest";
import { type Enqueue, slicedPredictor } from "../scoring/slicedPredictor";

interface Loaded {
  readonly tokenizer: Tokenizer;
  readonly fillWords: WordFiller;
  readonly scorer: Scorer;
  readonly ranking: Ranking;
  readonly predictor: Predictor;
  readonly known: KnownText | undefined;
  /** `known`, or where nothing may be known the vocabulary. */
  readonly lexicons: Pick<KnownText, "lexiconFor">;
  /** Aborted when another model takes its place. */
  readonly closed: AbortController;
}

/** Serves the extension host until it goes. */
export function runPredictor(): void {
  const service = new PredictorService((files) => host.notify("remembered", files));
  const host = connect<PredictorSide, PredictorListener>(ipcTransport(process), {
    requests: {
      load: (params) => service.load(params),
      fill: (params, signal) => service.fill(params, signal),
      score: (params, signal) => service.score(params, signal),
      check: (params, signal) => service.check(params, signal),
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
    const prepared = prepare(params, this.#enqueue, this.onRemembered);
    const loading: Promise<LoadedModel> = prepared.then(({ loaded, model }) =>
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

  fill({ text, masks, topK, path, prefix }: FillParams, signal: AbortSignal): Promise<FillResult> {
    return this.#enqueue(async () => {
      const { fillWords, known } = this.#current();
      const source = known?.sourceFor(path);
      const words = await fillWords(text, masks, {
        ...(prefix === undefined ? USUAL_SEARCH : { ...SEARCH_WHILE_TYPING, prefix }),
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

  async score(params: ScoreParams, signal: AbortSignal): Promise<ScoreResult> {
    const { scorer, tokenizer, known } = await this.#enqueue(async () => this.#current());
    const source = known?.sourceFor(params.path);
    const words = await scoredWords({ scorer, tokenizer, source }, params, signal);
    known?.build();
    return { words };
  }

  async check(params: CheckParams, signal: AbortSignal): Promise<CheckResult> {
    const { known, lexicons, ...checker } = await this.#enqueue(async () => this.#current());
    const source = known?.sourceFor(params.path);
    const words = await lexicons.lexiconFor(params.path, signal);
    const findings = await unlikelyWords({ ...checker, source, words }, params, signal);
    known?.build();
    return { findings };
  }

  #current(): Loaded {
    if (this.#loaded === undefined) throw new RpcError("not-ready", "No model is loaded.");
    return this.#loaded;
  }

  readonly #enqueue: Enqueue = (task) => {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => {});
    return result;
  };
}

async function release(loaded: Loaded | undefined): Promise<void> {
  loaded?.closed.abort(new RpcError("cancelled", "Another model answers now."));
  loaded?.known?.close();
  await loaded?.predictor.release();
}

async function prepare(
  { storage, base, threads, memory }: LoadParams,
  enqueue: Enqueue,
  onRemembered: (files: MemoryFiles) => void,
): Promise<{ loaded: Loaded; model: LoadedModel }> {
  const listed = storage === undefined ? undefined : await listedModel(storage);
  const model = listed?.folder ?? base ?? bundledModel();
  if (model === undefined) {
    throw new RpcError("not-ready", "There is no model yet: train one on this workspace first.");
  }
  const { config, parameters, tokenizer } = await loadModel(model);
  const backend = onnxRuntimeBackend({ spinning: false, ...(threads > 0 ? { threads } : {}) });
  const predictor = await createPredictor(backend, config, parameters);
  const ranking = await modelRanking(model);
  const fillWords = createWordFiller(predictor, tokenizer, ranking);
  const closed = new AbortController();
  const sliced = slicedPredictor(predictor, enqueue, () => closed.signal.throwIfAborted());
  const scorer = createScorer(sliced, tokenizer, ranking);
  const known = await knownText(memory, tokenizer, onRemembered);
  const lexicons = known ?? documentsAlone(tokenizer);
  const loaded = { predictor, tokenizer, fillWords, scorer, ranking, known, lexicons, closed };
  const found = storage !== undefined && listed === undefined ? await baseFound(storage, model) : undefined;
  const told = { ...(listed && { listed }), ...(found && { found }) };
  return { loaded, model: { model, trained: listed !== undefined, ...told } };
}

/** The trained model that is current in `storage`. */
async function listedModel(storage: string): Promise<ListedModel | undefined> {
  const folder = await currentModel(storage);
  if (folder === undefined) return undefined;
  return describeModel(storage, { run: basename(folder), folder, inUse: true });
}

async function knownText(
  memory: MemoryParams | undefined,
  tokenizer: Tokenizer,
  onRemembered: (files: MemoryFiles) => void,
): Promise<KnownText | undefined> {
  if (memory?.workspace === undefined) return memory && documentsAlone(tokenizer);
  return openWorkspace(memory.workspace, tokenizer, memory.open, onRemembered);
}
