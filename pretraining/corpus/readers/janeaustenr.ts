import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import type { Piece } from "../document";

const CHARACTER_VECTOR = 16;
const LINES_A_DOCUMENT = 400;

/** The six novels of r-cran-janeaustenr, out of R's lazy-load database. */
export function readJaneAusten(folder: string): Piece[] {
  const database = readFileSync(join(folder, "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"));
  return objectsOf(database).flatMap((object, book) => chapters(characterVector(object), book));
}

/** Each object of an R lazy-load database is its size (u32, big-endian) and a zlib stream. */
function objectsOf(database: Buffer): Buffer[] {
  const objects: Buffer[] = [];
  for (let offset = 0; offset + 4 < database.length; ) {
    const { buffer, engine } = inflateSync(database.subarray(offset + 4), { info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    objects.push(buffer);
    offset += 4 + engine.bytesWritten;
  }
  return objects;
}

/** The strings of a serialized character vector (R Internals, "Serialization Formats", XDR form). */
function characterVector(object: Buffer): string[] {
  let at = object.readInt32BE(2) === 3 ? 18 + object.readInt32BE(14) : 14;
  const flags = object.readInt32BE(at);
  if ((flags & 0xff) !== CHARACTER_VECTOR) return [];
  const strings: string[] = [];
  const count = object.readInt32BE(at + 4);
  at += 8;
  while (strings.length < count) {
    const length = Math.max(0, object.readInt32BE(at + 4));
    strings.push(object.toString("utf8", at + 8, at + 8 + length));
    at += 8 + length;
  }
  return strings;
}

function chapters(lines: readonly string[], book: number): Piece[] {
  return Array.from({ length: Math.ceil(lines.length / LINES_A_DOCUMENT) }, (_, part) => ({
    kind: "everyday",
    path: `novel-${book}-${part}`,
    text: lines.slice(part * LINES_A_DOCUMENT, (part + 1) * LINES_A_DOCUMENT).join("\n"),
  }));
}
