import type { Piece } from "../document";
import type { Source } from "../sources";
import { readCode, readHtml } from "./files";
import { readJaneAusten } from "./janeaustenr";
import { readSword } from "./sword";
import { readDevil, readFactbook, readJargon, readStdlib } from "./texts";
import { readWordnet } from "./wordnet";

type Read = (folder: string, source: Source) => Iterable<Piece>;

const READERS: Readonly<Record<Source["reader"], Read>> = {
  files: readCode,
  html: readHtml,
  wordnet: readWordnet,
  sword: readSword,
  janeaustenr: readJaneAusten,
  jargon: readJargon,
  devil: readDevil,
  stdlib: readStdlib,
  factbook: readFactbook,
};

/** The texts of an extracted package, as its reader takes them, before any cleaning. */
export function readSource(folder: string, source: Source): Iterable<Piece> {
  return READERS[source.reader](folder, source);
}
