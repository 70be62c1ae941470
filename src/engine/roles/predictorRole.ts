import { SEARCH_WHILE_TYPING, USUAL_SEARCH } from "../../core/prediction/fillWords";
import { RpcError } from "../../protocol/errors";
import type {
  FillParams,
  FillResult,
  LoadedModel,
  LoadParams,
  MemoryFiles,
  PredictorListener,
  PredictorSide,
} from "../../protocol/filling";
import { ipcTransport } from "../../protocol/ipc";
import { connect } from "../../protocol/rpc";
import type { CheckParams, CheckResult, ScoreParams, ScoreResult } from "../../protocol/scoring";
import { scoredWords, unlikelyWords } from "../scoring/scoreRequest";
import type { Enqueue } from "../scoring/slicedPredictor";
import { type LoadedPredictor, loadPredictor, releasePredictor } from "./loadPredictor";

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
  #loaded: LoadedPredictor | undefined;
  #newest: Promise<LoadedModel> | undefined;
  /** One after the other: a run of the model has the thread, and all the threads of its pool, to itself. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly onRemembered: (files: MemoryFiles) => void) {}

  /** What was asked for last is loaded last, however long each takes: what it supersedes has its result. */
  load(params: LoadParams): Promise<LoadedModel> {
    const prepared = loadPredictor(params, this.#enqueue, this.onRemembered);
    const loading: Promise<LoadedModel> = prepared.then(({ loaded, model }) =>
      this.#enqueue(async () => {
        const isNewest = loading === this.#newest;
        await releasePredictor(isNewest ? this.#loaded : loaded);
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

  #current(): LoadedPredictor {
    if (this.#loaded === undefined) throw new RpcError("not-ready", "No model is loaded.");
    return this.#loaded;
  }

  readonly #enqueue: Enqueue = (task) => {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => {});
    return result;
  };
}
