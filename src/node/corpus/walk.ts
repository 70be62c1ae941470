import { isUtf8 } from "node:buffer";
import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { basename, join, parse, sep } from "node:path";
import type { PathMatcher } from "../../core/corpus/globs";
import { globMatcher } from "../../core/corpus/globs";
import { type IgnoreScopes, reinclude, testScopes } from "../../core/corpus/ignoreScopes";
import { NAME_RULES, VERSION_CONTROL_FOLDERS } from "../../core/corpus/names";
import type { CorpusOptions } from "../../core/corpus/options";
import { holdsModel, isModelFile, ownFolder } from "../../core/corpus/ownOutput";
import { type SecretNames, secretNames } from "../../core/corpus/secretNames";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { isLeftoverName } from "../leftovers";
import { enterFolder, rootScopes } from "./ignoreFiles";

export type EntryType = "file" | "folder" | "link" | "other";

/** One thing met on a walk. A folder is reported only when it is left out, and then stands for all that is in it. */
export interface WalkEntry {
  /** Absolute, in the operating system's form. */
  readonly path: string;
  /** The workspace folder, absolute, that it was found in. */
  readonly root: string;
  /** From `root`, with `/`, without a final one. */
  readonly relativePath: string;
  readonly type: EntryType;
  /** Bytes; 0 for what is not a file. */
  readonly size: number;
  readonly stat?: Stats;
  /** Undefined when neither name nor size speak against reading it. */
  readonly leftOut?: LeftOut;
}

interface Folder {
  readonly path: string;
  /** From the root; empty or ending in `/`. */
  readonly relativePath: string;
  readonly depth: number;
  readonly scopes: IgnoreScopes;
  /** Whether an include glob has matched a folder above. */
  readonly included: boolean;
  /** Whether a model lies in it, beside other things. */
  readonly holdsModel?: boolean;
}

interface Rules {
  readonly root: string;
  readonly roots: readonly string[];
  readonly options: CorpusOptions;
  /** Whether `README` and `readme` are two names to ignore rules and globs. */
  readonly caseSensitive: boolean;
  readonly exclude: PathMatcher;
  readonly include: PathMatcher;
  /** Takes paths from the workspace folder. */
  readonly isSecret: SecretNames;
  /** The one path that is looked for. */
  readonly only: string | undefined;
}

/**
 * Everything in the folder `root`, in the order of UTF-16 units per folder, with what names, links, ignore files and
 * settings say about it. No link is followed. `roots` are all workspace folders, as real paths: a link may stay in any.
 */
export function* walk(
  root: string,
  roots: readonly string[],
  options: CorpusOptions,
  only?: string,
): Generator<WalkEntry> {
  const caseSensitive = hasCaseSensitiveNames(process.platform);
  const isSecret = secretNames();
  const rootName = root === parse(root).root ? "" : `${basename(root)}/`;
  const names = options.globNames ?? { include: "the include setting", exclude: "the exclude setting" };
  const rules: Rules = {
    root,
    roots,
    options,
    caseSensitive,
    exclude: globMatcher(options.exclude, names.exclude, caseSensitive),
    include: globMatcher(options.include, names.include, caseSensitive),
    isSecret: (path) => isSecret(rootName + path),
    only,
  };
  if (foldersOf(root).some(isSecret)) {
    yield { path: root, root, relativePath: "", type: "folder", size: 0, leftOut: leftOut("secret-name") };
    return;
  }
  const scopes = rootScopes(root, caseSensitive);
  const included = options.include.length === 0;
  yield* walkFolder({ path: root, relativePath: "", depth: 0, scopes, included }, rules);
}

/** As the file systems are made that Windows and macOS come with, and as Git takes them to be there. */
function hasCaseSensitiveNames(platform: NodeJS.Platform): boolean {
  return platform !== "win32" && platform !== "darwin";
}

/** An absolute path and all above it, from the root of the volume on, as rules take folders. */
function foldersOf(path: string): string[] {
  const names = path.slice(parse(path).root.length).split(sep).filter(Boolean);
  return names.map((_, i) => `${names.slice(0, i + 1).join("/")}/`);
}

function* walkFolder(outside: Folder, rules: Rules): Generator<WalkEntry> {
  const listed = list(outside.path);
  if ("kind" in listed) {
    yield { ...place(outside, "", rules), type: "folder", size: 0, leftOut: listed };
    return;
  }
  const { entries, misnamed } = listed;
  const names = new Set(entries.map(({ name }) => name));
  const own = ownFolder(names);
  if (own) {
    yield { ...place(outside, "", rules), type: "folder", size: 0, leftOut: own };
    return;
  }
  const scopes = enterFolder(outside.scopes, outside, names, rules.caseSensitive);
  if ("kind" in scopes) {
    yield { ...place(outside, "", rules), type: "folder", size: 0, leftOut: scopes };
    return;
  }
  const folder = { ...outside, scopes, holdsModel: holdsModel(names) };
  for (const entry of entries) {
    if (rules.only !== undefined && !isInside(rules.only, join(outside.path, entry.name))) continue;
    if (misnamed.has(entry.name)) yield misnamedEntry(folder, entry, rules);
    else if (entry.isDirectory()) yield* visitFolder(folder, entry.name, rules);
    else yield visitOther(folder, entry, rules);
  }
}

interface Listed {
  readonly entries: readonly Dirent[];
  /** Names among them that stand for bytes which are no UTF-8: no string names such a file. */
  readonly misnamed: ReadonlySet<string>;
}

function list(path: string): Listed | LeftOut {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const isDoubtful = entries.some(({ name }) => name.includes("\uFFFD"));
    const bytes = isDoubtful ? readdirSync(path, { encoding: "buffer" }) : [];
    return { entries, misnamed: new Set(bytes.filter((name) => !isUtf8(name)).map(String)) };
  } catch (error) {
    return failure(error);
  }
}

function misnamedEntry(folder: Folder, entry: Dirent, rules: Rules): WalkEntry {
  const type = entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "file";
  return { ...place(folder, entry.name, rules), type, size: 0, leftOut: leftOut("misnamed") };
}

/** What an error of the file system says about the entry that it met. */
export function failure(error: unknown): LeftOut {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return leftOut("vanished");
  return leftOut("unreadable", code === "EACCES" || code === "EPERM" ? "permission denied" : code);
}

function place(folder: Folder, name: string, { root }: Rules) {
  const relativePath = name === "" ? folder.relativePath.slice(0, -1) : folder.relativePath + name;
  return { path: name === "" ? folder.path : join(folder.path, name), root, relativePath };
}

function* visitFolder(folder: Folder, name: string, rules: Rules): Generator<WalkEntry> {
  const at = place(folder, name, rules);
  const out = judgeFolder(folder, name, at.relativePath, rules);
  if (out) {
    yield { ...at, type: "folder", size: 0, leftOut: out };
    return;
  }
  const inside = `${at.relativePath}/`;
  const broughtBack = testScopes(folder.scopes, inside)?.ignored === false;
  yield* walkFolder(
    {
      path: at.path,
      relativePath: inside,
      depth: folder.depth + 1,
      scopes: broughtBack ? reinclude(folder.scopes, inside) : folder.scopes,
      included: folder.included || rules.include(at.relativePath) !== undefined,
    },
    rules,
  );
}

function judgeFolder(folder: Folder, name: string, path: string, rules: Rules): LeftOut | undefined {
  if (rules.isSecret(`${path}/`)) return leftOut("secret-name");
  if (VERSION_CONTROL_FOLDERS.has(name)) return leftOut("version-control");
  if (isLeftoverName(name)) return leftOut("own-output", HALF_WRITTEN);
  if (folder.depth >= rules.options.maxDepth) return leftOut("over-limit", "folders are nested too deeply");
  return excluded(path, rules) ?? ignored(folder.scopes, `${path}/`);
}

const HALF_WRITTEN = "not written to the end";

function excluded(path: string, { exclude }: Rules): LeftOut | undefined {
  const glob = exclude(path);
  return glob === undefined ? undefined : leftOut("excluded", glob);
}

function ignored(scopes: IgnoreScopes, path: string): LeftOut | undefined {
  const verdict = testScopes(scopes, path);
  if (!verdict?.ignored) return undefined;
  const { source, pattern } = verdict;
  const byName = NAME_RULES.find(({ reason }) => reason === source);
  if (byName !== undefined) return leftOut(byName.reason, pattern);
  return leftOut("ignored", `${source}: ${pattern}`);
}

function visitOther(folder: Folder, entry: Dirent, rules: Rules): WalkEntry {
  const at = place(folder, entry.name, rules);
  if (entry.isSymbolicLink())
    return { ...at, type: "link", size: 0, leftOut: judgeLink(at.path, folder, rules) };
  if (!entry.isFile()) return { ...at, type: "other", size: 0, leftOut: leftOut("special") };
  try {
    const stat = lstatSync(at.path);
    const out = judgeFile(folder, at.relativePath, stat.size, rules);
    return { ...at, type: "file", size: stat.size, stat, ...(out && { leftOut: out }) };
  } catch (error) {
    return { ...at, type: "file", size: 0, leftOut: failure(error) };
  }
}

function judgeFile(folder: Folder, path: string, size: number, rules: Rules): LeftOut | undefined {
  const name = path.slice(folder.relativePath.length);
  if (name === ".git") return leftOut("version-control");
  if (rules.isSecret(path)) return leftOut("secret-name");
  if (isLeftoverName(name)) return leftOut("own-output", HALF_WRITTEN);
  if (folder.holdsModel && isModelFile(name)) return leftOut("model");
  const out = excluded(path, rules);
  if (out) return out;
  if (!folder.included && rules.include(path) === undefined) return leftOut("not-included");
  return ignored(folder.scopes, path) ?? judgeSize(size, rules.options);
}

function judgeSize(size: number, { maxFileSize }: CorpusOptions): LeftOut | undefined {
  if (size === 0) return leftOut("empty");
  return size > maxFileSize ? leftOut("too-large") : undefined;
}

function judgeLink(path: string, folder: Folder, { roots }: Rules): LeftOut {
  try {
    const target = realpathSync(path);
    if (!roots.some((root) => isInside(target, root))) return leftOut("link-outside");
    return leftOut(isInside(folder.path, target) ? "link-circular" : "link-inside");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") return leftOut("link-circular");
    return code === "ENOENT" || code === "ENOTDIR" ? leftOut("link-broken") : failure(error);
  }
}

/** Whether `path` is `folder` or lies in it; both absolute and free of links. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
