import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { cacheFolder } from "./cache";
import type { Document } from "./document";
import type { Kind } from "./kinds";

export type Split = "train" | "heldout";

const SHARD_UNITS = 16_000_000;

/** Writes one kind's documents as `corpus/<kind>/<split>-NNN.jsonl.gz`: a line `{source, path, text}` each. */
export function writeShards(kind: Kind, split: Split, documents: readonly Document[]): void {
  const folder = cacheFolder("corpus", kind);
  mkdirSync(folder, { recursive: true });
  for (const name of shardNames(folder, split)) rmSync(`${folder}/${name}`);
  let lines: string[] = [];
  let units = 0;
  let shard = 0;
  const flush = (): void => {
    const name = `${split}-${String(shard++).padStart(3, "0")}.jsonl.gz`;
    writeFileSync(`${folder}/${name}`, gzipSync(lines.join(""), { level: 6 }));
    lines = [];
    units = 0;
  };
  for (const { source, path, text } of documents) {
    lines.push(`${JSON.stringify({ source, path, text })}\n`);
    units += text.length;
    if (units >= SHARD_UNITS) flush();
  }
  if (lines.length > 0) flush();
}

function shardNames(folder: string, split: Split): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${split}-`) && name.endsWith(".jsonl.gz"))
    .sort();
}

/** The documents of one kind and split, shard by shard, in the order in which they were written. */
export function* readShards(kind: Kind, split: Split): Generator<Document> {
  const folder = cacheFolder("corpus", kind);
  for (const name of shardNames(folder, split)) {
    const lines = gunzipSync(readFileSync(`${folder}/${name}`))
      .toString("utf8")
      .split("\n");
    for (const line of lines) if (line) yield { kind, ...(JSON.parse(line) as Omit<Document, "kind">) };
  }
}
