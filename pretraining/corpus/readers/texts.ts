import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Piece } from "../document";
import { walkFiles } from "../walk";

const everyday = (path: string, text: string): Piece => ({ kind: "everyday", path, text });

/** The Jargon File, one document for each run of its dictionary; its tables of box characters go. */
export function readJargon(folder: string): Piece[] {
  const text = gunzipSync(readFileSync(join(folder, "usr/share/doc/jargon-text/jargon.txt.gz"))).toString(
    "utf8",
  );
  const prose = text.replace(/^.*[\u2500-\u257f].*$/gm, "").replace(/^ {2,}/gm, "");
  return splitEvery(prose, 12_000).map((part, at) => everyday(`jargon-${at}`, part));
}

/** Ambrose Bierce's dictionary from its dictd file. */
export function readDevil(folder: string): Piece[] {
  const text = gunzipSync(readFileSync(join(folder, "usr/share/dictd/devil.dict.dz"))).toString("latin1");
  return splitEvery(text, 12_000).map((part, at) => everyday(`devil-${at}`, part));
}

/** Moby-Dick by chapter and the State of the Union addresses, both in the public domain. */
export function readStdlib(folder: string): Piece[] {
  return walkFiles(folder)
    .filter((path) => /^(moby-dick|sotu)\/data\/.*\.json$/.test(path))
    .flatMap((path) => {
      const { text } = JSON.parse(readFileSync(join(folder, path), "utf8")) as { text?: string };
      return text ? [everyday(path, text)] : [];
    });
}

/** The descriptive passages of the World Factbook: figures and lists are no sentences and stay out. */
export function readFactbook(folder: string): Piece[] {
  return walkFiles(folder)
    .filter((path) => /^[\w-]+\/\w\w\.json$/.test(path))
    .map((path) => {
      const passages = stringsOf(JSON.parse(readFileSync(join(folder, path), "utf8")));
      return everyday(path, passages.filter((passage) => /^[A-Z].{80,}[.]$/s.test(passage)).join("\n\n"));
    });
}

function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value.trim()];
  return value && typeof value === "object" ? Object.values(value).flatMap(stringsOf) : [];
}

/** Cuts a long text at paragraph ends into parts of about `size` UTF-16 units. */
function splitEvery(text: string, size: number): string[] {
  const parts: string[] = [""];
  for (const paragraph of text.split(/\n{2,}/)) {
    if (parts.at(-1)!.length > size) parts.push("");
    parts.push(`${parts.pop()}${paragraph}\n\n`);
  }
  return parts;
}
