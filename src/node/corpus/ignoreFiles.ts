import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ignoreRules, nameRules } from "../../core/corpus/ignoreRules";
import { type IgnoreScope, type IgnoreScopes, withScope } from "../../core/corpus/ignoreScopes";
import { NAME_RULES } from "../../core/corpus/names";
import { userIgnoreFile } from "./userIgnoreFile";

/** Ignore files by strength; between the first and the second stand the built-in rules on names. */
const CHAINS = [".mlmignore", "built-in", ".ignore", ".gitignore"] as const;
const BUILT_IN = CHAINS.indexOf("built-in");
const GITIGNORE = CHAINS.indexOf(".gitignore");

/** A longer ignore file is not read. */
const MAX_IGNORE_FILE = 1024 * 1024;

/**
 * What holds at the top of `root`: the built-in rules, the person's own Git ignore file, and, where the folder lies in a Git
 * work tree, the `.gitignore` files of the folders above it and the work tree's `info/exclude`.
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
    return readScope({ file, source: slashed(relative(root, file)), prefix, link }, caseSensitive);
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
  return readSmallFile(file)?.split("\n", 1)[0];
}

/** The scopes inside a folder: those outside it, and the rules of the ignore files among its `names`. */
export function enterFolder(
  scopes: IgnoreScopes,
  folder: { readonly path: string; readonly relativePath: string },
  names: ReadonlySet<string>,
  caseSensitive: boolean,
): IgnoreScopes {
  const skip = folder.relativePath.length;
  const inRepository = withExcludes(scopes, folder, names, caseSensitive);
  return CHAINS.reduce<IgnoreScopes>((all, name, chain) => {
    if (!names.has(name) || chain === BUILT_IN) return all;
    const file = join(folder.path, name);
    const scope = readScope({ file, source: folder.relativePath + name, skip }, caseSensitive);
    return scope ? withScope(all, chain, scope) : all;
  }, inRepository);
}

/** With the `info/exclude` of a repository that lies in another folder that is read, a submodule for one. */
function withExcludes(
  scopes: IgnoreScopes,
  { path, relativePath }: { readonly path: string; readonly relativePath: string },
  names: ReadonlySet<string>,
  caseSensitive: boolean,
): IgnoreScopes {
  if (relativePath === "" || !names.has(".git")) return scopes;
  const source = `${relativePath}.git/info/exclude`;
  const place = { file: excludeFile(path), source, skip: relativePath.length, link: "follow" } as const;
  const scope = readScope(place, caseSensitive);
  return scope ? withScope(scopes, GITIGNORE, scope) : scopes;
}

interface IgnoreFile extends Partial<Pick<IgnoreScope, "skip" | "prefix">> {
  readonly file: string;
  readonly source: string;
  readonly link?: "follow" | undefined;
}

function readScope(
  { file, source, skip = 0, prefix = "", link }: IgnoreFile,
  caseSensitive: boolean,
): IgnoreScope | undefined {
  const text = readSmallFile(file, link);
  return text === undefined ? undefined : { rules: ignoreRules(text, caseSensitive), source, skip, prefix };
}

/**
 * The text of a regular file, without a byte order mark; undefined when there is none that can be read. Like Git, it follows
 * a link to an ignore file only where no commit can have put it.
 */
function readSmallFile(file: string, link?: "follow"): string | undefined {
  try {
    const stat = link === "follow" ? statSync(file) : lstatSync(file);
    if (!stat.isFile() || stat.size > MAX_IGNORE_FILE) return undefined;
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}
