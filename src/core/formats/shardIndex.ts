import * as v from "valibot";
import { Fault } from "../errors";
import { excerpt } from "../json/jsonCursor";
import { jsonFile } from "../json/jsonFile";
import { fields } from "../json/schemas";
import { sentence } from "../sentence";

const INDEX = fields({ weight_map: v.pipe(v.record(v.string(), v.string()), v.minEntries(1)) });

/**
 * The distinct files that a `model.safetensors.index.json` spreads its weights over. Each must be a plain name of
 * a file in the same folder. `source` is what faults call the index.
 */
export function shardNames(json: unknown, source: string): string[] {
  const { weight_map: fileByWeight } = jsonFile(json, source).read(INDEX);
  const shards = [...new Set(Object.values(fileByWeight))];
  const foreign = shards.find((shard) => !/^\w[\w.-]*\.safetensors$/.test(shard));
  if (foreign === undefined) return shards;
  throw new Fault(
    "bad-model",
    sentence`${source} names the shard ${excerpt(foreign)}, which is no safetensors file of its folder.`,
  );
}
