import * as path from "node:path";
import type { CorpusGroup, CorpusListing, ListedEntry } from "../../protocol/training";
import type { Localize } from "../localize";

/** A row of the tree. */
export interface CorpusNode {
  readonly kind: "group" | "folder" | "file" | "more";
  readonly label: string;
  readonly description?: string;
  /** Absolute; absent where the row stands for no single file or folder. */
  readonly path?: string;
  readonly children: readonly CorpusNode[];
}

/** What is read first, then what is left out, by reason; in each the folders as they lie on disk. */
export function corpusNodes({ groups }: CorpusListing, l10n: Localize): CorpusNode[] {
  const roots = new Set(groups.flatMap(({ entries }) => entries.map(({ root }) => root)));
  return groups.map((group) => ({
    kind: "group",
    label: group.reason === undefined ? l10n.t("Read") : l10n.t("Left out: {0}", l10n.t(group.reason)),
    description: describe(group, l10n),
    children: [...nest(explained(group, l10n), roots.size > 1), ...more(group, l10n)],
  }));
}

function describe({ count, size }: CorpusGroup, l10n: Localize): string {
  return size === 0 ? l10n.format.count(count) : l10n.t("{0}, {1} KB", count, Math.ceil(size / 1024));
}

/** What is read and names another file is a near-duplicate of that, and counts less. */
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
  /** By name; at the top, where there are several workspace folders, by their path. */
  readonly folders: Map<string, Folder>;
  readonly leaves: CorpusNode[];
}

/** The entries in their folders; below their workspace folder where there are several. */
function nest(entries: readonly ListedEntry[], severalRoots: boolean): CorpusNode[] {
  const top = newFolder("");
  for (const entry of entries) {
    const names = entry.path.split("/").filter(Boolean);
    const label = names.pop() ?? path.basename(entry.root);
    let folder = severalRoots ? folderIn(top, entry.root, entry.root) : top;
    names.forEach((name, depth) => {
      folder = folderIn(folder, name, path.join(entry.root, ...names.slice(0, depth + 1)));
    });
    folder.leaves.push(leaf(entry, label));
  }
  return rows(top);
}

function newFolder(place: string): Folder {
  return { path: place, folders: new Map(), leaves: [] };
}

function folderIn({ folders }: Folder, key: string, place: string): Folder {
  const folder = folders.get(key) ?? newFolder(place);
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

function rows({ folders, leaves }: Folder): CorpusNode[] {
  const nested = [...folders.values()].map(
    (folder): CorpusNode => ({
      kind: "folder",
      label: path.basename(folder.path),
      path: folder.path,
      children: rows(folder),
    }),
  );
  return [...nested, ...leaves];
}
