import { type LeftOutReason, REASONS } from "../../core/corpus/verdict";
import { type ScannedFile, scanCorpus } from "../../node/corpus/scan";
import type { CorpusGroup, CorpusListing, ListedEntry, TrainParams } from "../../protocol/training";
import { workspaceCorpus } from "./workspaceCorpus";

/** Entries in one listing: what an editor's tree shows without delay. */
export const MAX_LISTED = 5000;

interface Collected {
  readonly reason: LeftOutReason | undefined;
  count: number;
  size: number;
  readonly entries: ListedEntry[];
}

/** Everything that is read and left out, by reason, and the paths of `MAX_LISTED` entries at most. */
export async function listCorpus(params: TrainParams, signal: AbortSignal): Promise<CorpusListing> {
  const { folders, corpus } = workspaceCorpus(params);
  const groups = new Map<LeftOutReason | undefined, Collected>();
  for await (const file of scanCorpus(folders, corpus, signal)) collect(groups, file);
  return { groups: shorten([...groups.values()].sort(readFirst)) };
}

function collect(groups: Map<LeftOutReason | undefined, Collected>, file: ScannedFile): void {
  const { root, relativePath: path, type, size, verdict } = file;
  const [reason, detail] =
    verdict.kind === "read"
      ? [undefined, verdict.nearDuplicateOf?.relativePath]
      : [verdict.reason, verdict.detail];
  const group = groups.get(reason) ?? { reason, count: 0, size: 0, entries: [] };
  groups.set(reason, group);
  group.count++;
  group.size += size;
  if (group.entries.length === MAX_LISTED) return;
  group.entries.push({
    root,
    path,
    isFolder: type === "folder",
    ...(detail === undefined ? {} : { detail }),
  });
}

function readFirst(a: Collected, b: Collected): number {
  if (a.reason === undefined || b.reason === undefined) return a.reason === undefined ? -1 : 1;
  return b.count - a.count;
}

/** Small groups stay whole; the large ones share what is left evenly. */
function shorten(groups: readonly Collected[]): CorpusGroup[] {
  const share = fairShare(groups.map(({ entries }) => entries.length));
  return groups.map(({ reason, count, size, entries }) => ({
    ...(reason === undefined ? {} : { reason: REASONS[reason] }),
    count,
    size,
    entries: entries.slice(0, share),
  }));
}

/** The largest number of entries that every group may have. */
function fairShare(counts: readonly number[]): number {
  let left = MAX_LISTED;
  const ascending = [...counts].sort((a, b) => a - b);
  for (const [index, count] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (count > share) return share;
    left -= count;
  }
  return MAX_LISTED;
}
