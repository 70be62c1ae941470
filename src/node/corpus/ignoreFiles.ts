import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ignoreRules, nameRules } from "../../core/corpus/ignoreRules";
import { type IgnoreScope, type IgnoreScopes, withScope } from "../../core/corpus/ignoreScopes";
import { NAME_RULES } from "../../core/corpus/names";
import { type LeftOut, leftOut } from "../../core/corpus/verdict";
import { Fault } from "../../core/errors";
import { sentence } from "../../core/sentence";
import { userIgnoreFile } from "./userIgnoreFile";

/** Ignore files by strength; between the first and the second stand the built-in rules on names. */
const CHAINS = [".mlmignore", "built-in", ".ignore", ".gitignore"] as const;
const BUILT_IN = CHAINS.indexOf("built-in");
const GITIGNORE = CHAINS.indexOf(".gitignore");

/** What a longer ignore file excludes is not known, so that nothing is read where it holds. */
const MAX_IGNORE_FILE = 1024 * 1024;

/**
 * What holds at the top of `root`: the built-in rules, the person's own Git ignore file, and, where the folder lies in a Git
 * work tree, the `.gitignore` files of the folders above it and the work tree's `info/exclude`. Throws an `io` Fault for one that
 * is too long.
 */
export function rootScopes(root: string, caseSensitive: boolean): IgnoreScopes {
  const builtIn = NAME_RULES.map(({ reason, patterns }) => ({
    rules: nameRules(patterns, caseSensitive),
    source: reason,
    skip: 0,
    prefix: "",
  }));
  const scopes: IgnoreScopes = CHAINS.map((_, i) => (i === BUILT_IN ? builtIn : []));
  return scopesAbove(root, caseSensitive).reduce((all, scope) => withScope(all, GITIGNORE, scope), scopes);
}

/** The weakest first; none where they ignore `root` itself, which is read because somebody named it. */
function scopesAbove(root: string, caseSensitive: boolean): IgnoreScope[] {
  const tree = workTree(root);
  const top = tree ?? root;
  const read = (file: string, folder: string, link?: "follow") => {
    const prefix = folder === root ? "" : `${slashed(relative(folder, root))}/`;
    const scope = readScope({ file, source: slashed(relative(root, file)), prefix, link }, caseSensitive);
    if (scope && "kind" in scope) throw tooLong(file);
    return scope;
  };
  const own = userIgnoreFile(top);
  const above = foldersFrom(top, root).slice(0, -1);
  const scopes = [
    own === undefined ? undefined : read(own, top, "follow"),
    tree === undefined ? undefined : read(excludeFile(tree), tree, "follow"),
    ...above.map((folder) => read(join(folder, ".gitignore"), folder)),
  ].filter((scope) => scope !== undefined);
  const ignoresRoot = scopes.some(({ rules, prefix }) => prefix !== "" && rules.test(prefix)?.ignored);
  return ignoresRoot ? [] : scopes;
}

function tooLong(file: string): Fault {
  return new Fault(
    "io",
    sentence`Cannot read ${file}: an ignore file of more than 1 MB, whose exclusions would be lost; shorten it.`,
  );
}

const slashed = (path: string): string => path.split(sep).join("/");

/** The folder at or above `folder` that holds `.git`. */
function workTree(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : workTree(parent);
}

function foldersFrom(top: string, folder: string): string[] {
  return folder === top ? [top] : [...foldersFrom(top, dirname(folder)), folder];
}

/** `info/exclude` of the work tree at `top`, whose `.git` may be a file that names the folder (gitrepository-layout). */
function excludeFile(top: string): string {
  const dotGit = join(top, ".git");
  const gitDir = resolve(top, firstLine(dotGit)?.match(/^gitdir: (.*)$/)?.[1] ?? dotGit);
  const commonDir = resolve(gitDir, firstLine(join(gitDir, "commondir")) ?? ".");
  return join(commonDir, "info", "exclude");
}

function firstLine(file: string): string | undefined {
  const text = readSmallFile(file, file);
  return typeof text === "string" ? text.split("\n", 1)[0] : undefined;
}

/**
 * The scopes inside a folder: those outside it, and the rules of the ignore files among its `names`. The folder is left out where
 * one of them cannot be read.
 */
export function enterFolder(
  scopes: IgnoreScopes,
  folder: { readonly path: string; readonly relativePath: string },
  names: ReadonlySet<string>,
  caseSensitive: boolean,
): IgnoreScopes | LeftOut {
  const skip = folder.relativePath.length;
  const own = CHAINS.filter((name) => name !== "built-in" && names.has(name)).map((name) => ({
    chain: CHAINS.indexOf(name),
    file: join(folder.path, name),
    source: folder.relativePath + name,
    skip,
  }));
  let inside = scopes;
  for (const { chain, ...place } of [...excludesOf(folder, names), ...own]) {
    const scope = readScope(place, caseSensitive);
    if (scope && "kind" in scope) return scope;
    if (scope) inside = withScope(inside, chain, scope);
  }
  return inside;
}

/**
 * Of a repository that lies in another folder that is read, a submodule for one: its own `core.excludesFile` and its
 * `info/exclude`, the weaker one first.
 */
function excludesOf(
  { path, relativePath }: { readonly path: string; readonly relativePath: string },
  names: ReadonlySet<string>,
): (IgnoreFile & { readonly chain: number })[] {
  if (relativePath === "" || !names.has(".git")) return [];
  const place = { chain: GITIGNORE, skip: relativePath.length, link: "follow" } as const;
  const exclude = excludeFile(path);
  const config = readSmallFile(join(dirname(dirname(exclude)), "config"), "config", "follow");
  const mayNameOne = typeof config !== "string" || /excludesfile|\[include/i.test(config);
  const own = mayNameOne ? userIgnoreFile(path) : undefined;
  return [
    ...(own === undefined
      ? []
      : [{ ...place, file: own, source: `${relativePath}.git/config: core.excludesFile` }]),
    { ...place, file: exclude, source: `${relativePath}.git/info/exclude` },
  ];
}

interface IgnoreFile extends Partial<Pick<IgnoreScope, "skip" | "prefix">> {
  readonly file: string;
  readonly source: string;
  readonly link?: "follow" | undefined;
}

function readScope(
  { file, source, skip = 0, prefix = "", link }: IgnoreFile,
  caseSensitive: boolean,
): IgnoreScope | LeftOut | undefined {
  const text = readSmallFile(file, source, link);
  if (typeof text !== "string") return text;
  return { rules: ignoreRules(text, caseSensitive), source, skip, prefix };
}

/**
 * The text of a regular file, without a byte order mark; undefined when there is none that can be read. Like Git, it follows
 * a link to an ignore file only where no commit can have put it.
 */
function readSmallFile(file: string, source: string, link?: "follow"): string | LeftOut | undefined {
  try {
    const stat = link === "follow" ? statSync(file) : lstatSync(file);
    if (!stat.isFile()) return undefined;
    if (stat.size > MAX_IGNORE_FILE) return leftOut("unreadable", `${source} is larger than 1 MB`);
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}
