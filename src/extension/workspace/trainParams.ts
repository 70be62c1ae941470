import type { TrainParams } from "../../protocol/training";
import type { Services } from "../services";
import { chosenBase } from "../settings";
import { folderGlobs } from "./folderGlobs";
import { trainingRoots } from "./folders";

/** What a run in this window works on. Throws a Fault "bad-option" for a setting with a wrong value. */
export function trainParams({ settings, storage: folder }: Services): TrainParams {
  const storage = folder!; // there is one wherever a folder is open
  const chosen = chosenBase(settings);
  return {
    roots: trainingRoots(),
    ...folderGlobs(settings, [storage, ...(chosen.base === undefined ? [] : [chosen.base])]),
    storage,
    ...chosen,
    settings: settings.training(),
  };
}
