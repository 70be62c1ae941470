import { createHash } from "node:crypto";
import { toConfigJson } from "../../core/models/configJson";
import type { Model } from "../../core/models/model";
import type { Sequences } from "../../core/training/sequences";
import { tokenizerFingerprint } from "../../node/corpus/tokenizerFingerprint";

/** A hash of a model's configuration, tokenizer and parameters. */
export function modelFingerprint({ config, tokenizer, parameters }: Model): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(toConfigJson(config, "float32")));
  hash.update(tokenizerFingerprint(tokenizer));
  for (const name of [...parameters.keys()].sort()) {
    hash.update(name);
    const data = parameters.get(name)?.data;
    if (data) hash.update(bytesOf(data));
  }
  return hash.digest("hex");
}

/** A hash of tokens and of where their sequences begin. */
export function dataFingerprint(...parts: readonly Sequences[]): string {
  const hash = createHash("sha256");
  for (const { ids, bounds } of parts) {
    const first = bounds[0] ?? 0;
    hash.update(bytesOf(ids.subarray(first, bounds.at(-1))));
    hash.update(bytesOf(Int32Array.from(bounds, (bound) => bound - first)));
  }
  return hash.digest("hex");
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
