import type { CorpusOptions } from "../core/corpus/options";
import type { LeftOutReason } from "../core/corpus/verdict";
import { Fault } from "../core/errors";
import { scanCorpus } from "../node/corpus/scan";

/** What reading a corpus found. */
export interface CorpusSummary {
  files: number;
  /** UTF-16 units of text. */
  characters: number;
  /** How many entries each reason left out. */
  readonly leftOut: Map<LeftOutReason, number>;
}

/** Calls `onText` with each file's text; `path` is relative to its folder and unique. Throws a Fault "no-text" when there is none. */
export async function readCorpus(
  folders: readonly string[],
  options: CorpusOptions,
  onText: (path: string, text: string) => void,
  signal: AbortSignal,
): Promise<CorpusSummary> {
  const summary: CorpusSummary = { files: 0, characters: 0, leftOut: new Map() };
  for await (const { path, verdict } of scanCorpus(folders, options, signal)) {
    if (verdict.kind === "left-out") {
      summary.leftOut.set(verdict.reason, (summary.leftOut.get(verdict.reason) ?? 0) + 1);
      continue;
    }
    summary.files++;
    summary.characters += verdict.text.length;
    onText(path, newPart(verdict.text, verdict.weight));
  }
  if (summary.files === 0) throw noText(folders, summary);
  return summary;
}

/**
 * The end of a text, as much of it as is new: of a near-duplicate the beginning, which most often repeats (a header, a
 * template), is left out, from a line's start on.
 */
function newPart(text: string, weight: number): string {
  if (weight >= 1) return text;
  const start = Math.floor(text.length * (1 - weight));
  const lineEnd = text.indexOf("\n", start);
  return text.slice(lineEnd < 0 ? start : lineEnd + 1);
}

function noText(folders: readonly string[], { leftOut }: CorpusSummary): Fault {
  const total = [...leftOut.values()].reduce((sum, count) => sum + count, 0);
  const why = total === 0 ? "it is empty" : `all ${total} entries are left out`;
  return new Fault(
    "no-text",
    `There is no text to read in ${folders.join(", ")}: ${why}; choose a folder with text files, or loosen --include and --exclude.`,
  );
}
