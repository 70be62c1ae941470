import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OWN_WORDS_FILE, parseOwnWords } from "../core/unlikely/ownWords";
import { errorCode, ioFault } from "./ioFault";

/** The words of the files for own words in a folder and, where it lies in a Git repository, in those above it that do. */
export function ownWordsAbove(folder: string): string[] {
  const folders = [folder];
  while (!existsSync(join(folders.at(-1)!, ".git"))) {
    const above = dirname(folders.at(-1)!);
    if (above === folders.at(-1)) return ownWordsIn(folder);
    folders.push(above);
  }
  return folders.flatMap(ownWordsIn);
}

/** Throws a Fault "io" for a file that is there and cannot be read. */
function ownWordsIn(folder: string): string[] {
  const path = join(folder, OWN_WORDS_FILE);
  try {
    return parseOwnWords(readFileSync(path, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw ioFault("read", path, error);
  }
}
