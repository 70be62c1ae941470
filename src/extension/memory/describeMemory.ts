import type { MemoryFiles } from "../../protocol/filling";
import type { Localize } from "../localize";

/** One sentence about a memory that is there now, and whether it holds all files. */
export function describeMemory({ files, kept }: MemoryFiles, { t }: Localize): string {
  return kept === files
    ? t("The words of {0} files of the workspace are known now.", files)
    : t(
        "The words of {0} of {1} files of the workspace are known now: it is larger than a memory may be.",
        kept,
        files,
      );
}
