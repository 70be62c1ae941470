import type { LoadParams } from "../../protocol/filling";
import { memoryParams } from "../memory/memoryParams";
import type { Services } from "../services";
import { chosenBase } from "../settings";

/**
 * The model that fills now and what may be known beside it.
 *
 * @throws Fault `bad-option` for a setting with a wrong value
 */
export function loadParams({
  settings,
  storage,
  log,
}: Pick<Services, "settings" | "storage" | "log">): LoadParams {
  const memory = memoryParams({ settings, storage, warn: (sentence) => log.warn(sentence) });
  return {
    ...(storage !== undefined && { storage }),
    ...chosenBase(settings),
    threads: settings.filling().threads,
    ...(memory && { memory }),
  };
}
