import type { TrainParams } from "../../protocol/training";
import { chosenBase, type Services } from "../services";
import { folderExclude } from "./folderExclude";
import { trainingRoots } from "./obstacle";

/** What a run in this window works on. Throws a Fault "bad-option" for a setting with a wrong value. */
export function trainParams({ settings, storage }: Services): TrainParams {
  return {
    roots: trainingRoots(),
    folderExclude: folderExclude(),
    storage: storage!, // there is one wherever a folder is open
    ...chosenBase(settings),
    settings: settings.training(),
  };
}
