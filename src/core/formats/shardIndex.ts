import { Fault } from "../errors";
import { sentence } from "../sentence";

/**
 * The distinct files that a `model.safetensors.index.json` spreads its weights over. Each must be a plain name of
 * a file in the same folder. `source` is what faults call the index.
 */
export function shardNames(json: unknown, source: string): string[] {
  const shards = [...new Set(Object.values(weightMap(json, source)))];
  const foreign = shards.find(
    (shard) => typeof shard !== "string" || !/^\w[\w.-]*\.safetensors$/.test(shard),
  );
  if (foreign !== undefined) {
    const shown = JSON.stringify(foreign)?.slice(0, 80);
    throw new Fault(
      "bad-model",
      sentence`${source} names the shard ${shown}, which is no safetensors file of its folder.`,
    );
  }
  return shards as string[];
}

function weightMap(json: unknown, source: string): object {
  const map = typeof json === "object" && json !== null && "weight_map" in json ? json.weight_map : undefined;
  if (typeof map === "object" && map !== null && Object.keys(map).length > 0) return map;
  throw new Fault("bad-model", sentence`${source} must hold an object "weight_map" from weights to files.`);
}
