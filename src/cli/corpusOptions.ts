import { type CorpusOptions, DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { REASONS } from "../core/corpus/verdict";
import type { CorpusSummary } from "../engine/corpus/readCorpus";
import type { OptionValues } from "./options";
import { formatCount } from "./progress";

/** The options that choose what is read, for every command that reads a folder. */
export const CORPUS_OPTIONS = {
  include: { kind: "list", placeholder: "GLOB", help: "read only what matches; may be repeated" },
  exclude: { kind: "list", placeholder: "GLOB", help: "leave out what matches; may be repeated" },
  "max-file-size": {
    kind: "size",
    default: DEFAULT_CORPUS_OPTIONS.maxFileSize,
    max: 2 ** 28,
    help: "leave out larger files: bytes, or with KB or MB",
  },
} as const;

export function corpusOptions(values: OptionValues<typeof CORPUS_OPTIONS>): CorpusOptions {
  const { include, exclude, "max-file-size": maxFileSize } = values;
  return { ...DEFAULT_CORPUS_OPTIONS, include, exclude, maxFileSize };
}

/** "12 files (340,000 characters); left out: 3 binary, 2 empty" */
export function describeCorpus({ files, characters, leftOut }: CorpusSummary): string {
  const reasons = [...leftOut]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `${formatCount(count)} ${REASONS[reason]}`);
  const rest = reasons.length ? `; left out: ${reasons.join(", ")}` : "";
  return `${formatCount(files)} ${files === 1 ? "file" : "files"} (${formatCount(characters)} characters)${rest}`;
}
