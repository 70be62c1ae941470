import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { steppedJudge } from "../../core/corpus/judge";
import type { CorpusOptions } from "../../core/corpus/options";
import { finished } from "../../core/corpus/steps";
import { readContent } from "./scan";
import { optionsIn, workspaceRoots } from "./visit";
import { isInside, walk } from "./walk";

/** Reads single files of the folders by the rules of a walk, which then visits only that file. */
export interface FileReader {
  /** The path by which a walk knows a file, which need not exist: links in the folders above it are followed. */
  placeOf(path: string): string;
  /** The text of the file at such a path; undefined for one that is gone, elsewhere, or left out. */
  textOf(place: string): string | undefined;
}

export function fileReader(folders: readonly string[], options: CorpusOptions): FileReader {
  const buffer = new Uint8Array(options.maxFileSize);
  const judge = steppedJudge();
  const roots = workspaceRoots(folders);
  return {
    placeOf: realPlace,
    textOf(place) {
      const root = roots.find((folder) => isInside(place, folder));
      if (root === undefined) return undefined;
      for (const entry of walk(root, roots, optionsIn(root, options), place)) {
        if (entry.path !== place || entry.leftOut) continue;
        const content = readContent(entry, buffer, judge);
        const judgement = "kind" in content ? content : finished(content.judge());
        return judgement.kind === "read" ? judgement.text : undefined;
      }
      return undefined;
    },
  };
}

function realPlace(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
