import * as path from "node:path";
import type { CorpusGroup, CorpusListing, ListedEntry } from "../../protocol/training";
import type { Localize } from "../localize";

/** A row of the tree. */
export interface CorpusNode {
  readonly kind: "group" | "folder" | "file" | "more";
  readonly label: string;
  readonly description?: string;
  /** Absolute; absent if the row does not stand for a single file or folder. */
  readonly path?: string;
  /** Absolute path of the workspace folder, for what is read of it and could be excluded. */
  readonly excludableFrom?: string;
  readonly children: readonly CorpusNode[];
}

/** First what is read, then what is left out, by reason; each with its folders as they are on disk. */
export function corpusNodes({ groups }: CorpusListing, l10n: Localize): CorpusNode[] {
  const roots = new Set(groups.flatMap(({ entries }) => entries.map(({ root }) => root)));
  return groups.map((group) => ({
    kind: "group",
    label: group.reason === undefined ? l10n.t("Read") : l10n.t("Left out: {0}", l10n.t(group.reason)),
    description: describe(group, l10n),
    children: [...nest(group, roots.size > 1, l10n), ...more(group, l10n)],
  }));
}

function describe({ count, size }: CorpusGroup, l10n: Localize): string {
  return size === 0 ? l10n.format.count(count) : l10n.t("{0}, {1} KB", count, Math.ceil(size / 1024));
}

/** An entry that is read and names another file is a near-duplicate of that file, and counts less. */
function explained({ reason, entries }: CorpusGroup, l10n: Localize): readonly ListedEntry[] {
  if (reason !== undefined) return entries;
  return entries.map((entry) =>
    entry.detail === undefined ? entry : { ...entry, detail: l10n.t("much like {0}", entry.detail) },
  );
}

function more({ count, entries }: CorpusGroup, l10n: Localize): CorpusNode[] {
  const rest = count - entries.length;
  return rest === 0 ? [] : [{ kind: "more", label: l10n.t("and {0} more", rest), children: [] }];
}

interface Folder {
  readonly path: string;
  /** As the leaves have it. */
  readonly excludableFrom?: string;
  /** By name; at the top, where there are several workspace folders, by their path. */
  readonly folders: Map<string, Folder>;
  readonly leaves: CorpusNode[];
}

/** The entries in their folders, with their numbers; below their workspace folder where there are several. */
function nest(group: CorpusGroup, severalRoots: boolean, l10n: Localize): CorpusNode[] {
  const isRead = group.reason === undefined;
  const top = newFolder("");
  for (const entry of explained(group, l10n)) {
    const { root } = entry;
    const names = entry.path.split("/").filter(Boolean);
    const label = names.pop() ?? path.basename(root);
    const origin = isRead ? { excludableFrom: root } : {};
    let folder = severalRoots ? folderIn(top, root, newFolder(root)) : top;
    names.forEach((name, depth) => {
      const place = path.join(root, ...names.slice(0, depth + 1));
      folder = folderIn(folder, name, newFolder(place, origin));
    });
    folder.leaves.push({ ...leaf(entry, label), ...origin });
  }
  return rows(top, l10n);
}

function newFolder(place: string, origin: Pick<Folder, "excludableFrom"> = {}): Folder {
  return { path: place, folders: new Map(), leaves: [], ...origin };
}

function folderIn({ folders }: Folder, key: string, fresh: Folder): Folder {
  const folder = folders.get(key) ?? fresh;
  folders.set(key, folder);
  return folder;
}

function leaf({ root, path: relativePath, isFolder, detail }: ListedEntry, label: string): CorpusNode {
  return {
    kind: isFolder ? "folder" : "file",
    label,
    ...(detail === undefined ? {} : { description: detail }),
    path: path.join(root, relativePath),
    children: [],
  };
}

function rows({ folders, leaves }: Folder, l10n: Localize): CorpusNode[] {
  const nested = [...folders.values()].map(
    (folder): CorpusNode => ({
      kind: "folder",
      label: path.basename(folder.path),
      description: l10n.format.count(size(folder)),
      path: folder.path,
      ...(folder.excludableFrom === undefined ? {} : { excludableFrom: folder.excludableFrom }),
      children: rows(folder, l10n),
    }),
  );
  return [...nested, ...leaves];
}

/** The number of entries in it and below. */
function size({ folders, leaves }: Folder): number {
  return [...folders.values()].reduce((sum, folder) => sum + size(folder), leaves.length);
}
