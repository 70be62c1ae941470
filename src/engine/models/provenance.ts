import { join } from "node:path";
import { type ModelNotes, readNotes } from "../../node/modelNotes";
import { readText } from "../../node/readFiles";
import { DATA_NOTICES } from "../../node/writeModelFolder";
import { licenceOf } from "./licence";

const LARGEST_NOTICES = 2 ** 22;

/** What a model owes to the model that it started from, and passes on to those that start from it. */
export interface Provenance {
  /** As a model card's front matter names it. */
  readonly licence?: string;
  /** Text that lists what it was trained on, with licences and copyrights. */
  readonly dataNotices?: string;
}

/** The provenance of a model folder; empty if there is none. */
export async function provenanceOf(folder: string): Promise<Provenance> {
  const licence = (await readNotes(folder)).licence ?? (await licenceOf(folder));
  const dataNotices = await readText(join(folder, DATA_NOTICES), LARGEST_NOTICES).catch(() => undefined);
  return { ...(licence !== undefined && { licence }), ...(dataNotices !== undefined && { dataNotices }) };
}

/** What to write with a model so that it passes its provenance on. */
export function withProvenance(
  { licence, dataNotices }: Provenance,
  notes: ModelNotes = {},
): { notes?: ModelNotes; dataNotices?: string } {
  const all = { ...notes, ...(licence !== undefined && { licence }) };
  return {
    ...(Object.keys(all).length > 0 && { notes: all }),
    ...(dataNotices !== undefined && { dataNotices }),
  };
}
