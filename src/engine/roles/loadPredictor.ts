import { basename } from "node:path";
import { createWordFiller, type WordFiller } from "../../core/prediction/fillWords";
import { USUAL_PRECISION } from "../../core/prediction/precision";
import { createPredictor, type Predictor } from "../../core/prediction/predictor";
import type { Ranking } from "../../core/ranking/rank";
import { createScorer, type Scorer } from "../../core/scoring/scorer";
import type { Tokenizer } from "../../core/tokenizer/tokenizer";
import { bundledModel } from "../../node/bundledModel";
import { currentModel } from "../../node/modelStore";
import { onnxRuntimeBackend } from "../../node/onnxRuntime";
import { RpcError } from "../../protocol/errors";
import type { LoadedModel, LoadParams, MemoryFiles, MemoryParams } from "../../protocol/filling";
import type { ListedModel } from "../../protocol/models";
import { documentsAlone, type KnownText, openWorkspace } from "../memory/workspaceWords";
import { loadModel } from "../models/loadModel";
import { modelRanking } from "../models/modelRanking";
import { baseFound, describeModel } from "../models/storedModels";
import { type Enqueue, slicedPredictor } from "../scoring/slicedPredictor";

/** A model with what is known beside it, ready to answer. */
export interface LoadedPredictor {
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

export async function releasePredictor(loaded: LoadedPredictor | undefined): Promise<void> {
  loaded?.closed.abort(new RpcError("cancelled", "Another model answers now."));
  loaded?.known?.close();
  await loaded?.predictor.release();
}

/**
 * Loads the model that is in use in the storage, else `base`, else the one in the box. Throws an RpcError "not-ready" where there is
 * none, or a Fault.
 */
export async function loadPredictor(
  { storage, base, threads, memory }: LoadParams,
  enqueue: Enqueue,
  onRemembered: (files: MemoryFiles) => void,
): Promise<{ loaded: LoadedPredictor; model: LoadedModel }> {
  const listed = storage === undefined ? undefined : await listedModel(storage);
  const model = listed?.folder ?? base ?? bundledModel();
  if (model === undefined) {
    throw new RpcError("not-ready", "There is no model yet: train one on this workspace first.");
  }
  const { config, parameters, tokenizer } = await loadModel(model);
  const backend = onnxRuntimeBackend({ spinning: false, ...(threads > 0 ? { threads } : {}) });
  const predictor = await createPredictor(backend, config, parameters, USUAL_PRECISION);
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
