import { join } from "node:path";
import { fromNamed } from "../../core/ranking/namedRanking";
import type { Ranking } from "../../core/ranking/rank";
import { SHIPPED_RANKING } from "../../core/ranking/shippedRanking";
import { NOTES_FILE, readNotes } from "../../node/modelNotes";
import { toErrorData } from "../../protocol/errors";

/** The weights that were fitted to the model in a folder, else the shipped ones. */
export async function modelRanking(folder: string): Promise<Ranking> {
  const { ranking } = await readNotes(folder);
  try {
    return ranking === undefined ? SHIPPED_RANKING : fromNamed(ranking, join(folder, NOTES_FILE));
  } catch (error) {
    console.error(toErrorData(error).message);
    return SHIPPED_RANKING;
  }
}
