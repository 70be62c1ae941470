import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ignoreRules, nameRules } from "../../core/corpus/ignoreRules";
import { type IgnoreScope, type IgnoreScopes, withScope } from "../../core/corpus/ignoreScopes";
import { NAME_RULES } from "../../core/corpus/names";

/** Ignore files by strength; between the first and the second stand the built-in rules on names. */
const CHAINS = [".mlmignore", "built-in", ".ignore", ".gitignore"] as const;
const BUILT_IN = CHAINS.indexOf("built-in");
const GITIGNORE = CHAINS.indexOf(".gitignore");

/** A longer ignore file is not read. */
const MAX_IGNORE_FILE = 1024 * 1024;

/**
 * What holds at the top of `root`: the built-in rules, and, where the folder lies in a Git work tree, the `.gitignore`
 * files of the folders above it and the work tree's `info/exclude`.
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
  const top = workTree(root);
  if (top === undefined) return [];
  const read = (file: string, folder: string) => {
    const prefix = folder === root ? "" : `${relative(folder, root).split(sep).join("/")}/`;
    return readScope(file, relative(root, file).split(sep).join("/"), 0, prefix, caseSensitive);
  };
  const above = foldersFrom(top, root).slice(0, -1);
  const scopes = [
    read(excludeFile(top), top),
    ...above.map((folder) => read(join(folder, ".gitignore"), folder)),
  ].filter((scope) => scope !== undefined);
  const ignoresRoot = scopes.some(({ rules, prefix }) => prefix !== "" && rules.test(prefix)?.ignored);
  return ignoresRoot ? [] : scopes;
}

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
  return CHAINS.reduce<IgnoreScopes>((all, name, chain) => {
    if (!names.has(name) || chain === BUILT_IN) return all;
    const source = folder.relativePath + name;
    const scope = readScope(join(folder.path, name), source, folder.relativePath.length, "", caseSensitive);
    return scope ? withScope(all, chain, scope) : all;
  }, scopes);
}

function readScope(
  file: string,
  source: string,
  skip: number,
  prefix: string,
  caseSensitive: boolean,
): IgnoreScope | undefined {
  const text = readSmallFile(file);
  return text === undefined ? undefined : { rules: ignoreRules(text, caseSensitive), source, skip, prefix };
}

/** The text of a regular file; undefined when there is none that can be read. Like Git, it follows no link here. */
function readSmallFile(file: string): string | undefined {
  try {
    const stat = lstatSync(file);
    return stat.isFile() && stat.size <= MAX_IGNORE_FILE ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
