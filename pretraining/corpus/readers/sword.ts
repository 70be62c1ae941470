import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import type { Piece } from "../document";
import { textOfHtml } from "../html";
import { walkFiles } from "../walk";

const INDEX_ENTRY_BYTES = 12;

/** The books of a SWORD zText module: `.bzs` lists offset and size (u32, little-endian) of each zlib block. */
export function readSword(folder: string): Piece[] {
  const indices = walkFiles(folder).filter((path) => path.endsWith(".bzs"));
  return indices.flatMap((path) => readTestament(join(folder, path)));
}

function readTestament(indexPath: string): Piece[] {
  const index = readFileSync(indexPath);
  const blocks = readFileSync(indexPath.replace(/s$/, "z"));
  return Array.from({ length: index.length / INDEX_ENTRY_BYTES }, (_, at) => {
    const offset = index.readUInt32LE(at * INDEX_ENTRY_BYTES);
    const size = index.readUInt32LE(at * INDEX_ENTRY_BYTES + 4);
    return { at, osis: size > 0 ? inflateSync(blocks.subarray(offset, offset + size)).toString("utf8") : "" };
  })
    .filter(({ osis }) => osis.length > 0)
    .map(({ at, osis }) => ({
      kind: "everyday",
      path: `${indexPath.slice(-6, -4)}-${at}`,
      text: textOfOsis(osis),
    }));
}

function textOfOsis(osis: string): string {
  const verses = osis
    .replace(/<note\b[\s\S]*?<\/note>/g, "")
    .replace(/<div [sS]ID="[^"]*" type="(x-p|paragraph)"\/>|<(lg|title|chapter)\b[^>]*>|<\/title>/g, "\n\n")
    .replace(/<l\b[^>]*>/g, "\n");
  return textOfHtml(verses.replace(/<(?!\/?p>)[^>]+>/g, " ").replace(/\n/g, "<br>"));
}
