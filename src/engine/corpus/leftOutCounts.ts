import { REASONS } from "../../core/corpus/verdict";
import type { LeftOutCount } from "../../protocol/training";
import type { CorpusSummary } from "./readCorpus";

/** The most frequent reason first. */
export function leftOutCounts({ leftOut }: CorpusSummary): LeftOutCount[] {
  const counts = [...leftOut].map(([reason, files]) => ({ reason: REASONS[reason], files }));
  return counts.sort((a, b) => b.files - a.files);
}
