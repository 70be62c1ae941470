import type { Ranking } from "../../src/core/ranking/rank";
import { loadModel, type Model } from "../../src/engine/models/loadModel";
import { modelRanking } from "../../src/engine/models/modelRanking";

/** A model, and the weights that were fitted to it, else the shipped ones. */
export interface RankedModel {
  readonly model: Model;
  readonly ranking: Ranking;
}

export async function loadRanked(folder: string): Promise<RankedModel> {
  return { model: await loadModel(folder), ranking: await modelRanking(folder) };
}
