import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type PackageRecord, packageFolder } from "./cache";
import type { Source } from "./sources";

/** The licences whose text the corpus takes; everything else is left out. Debian calls Go's BSD licence "Go". */
const PERMISSIVE =
  /^(psf|python|mit|expat|x11|isc|bsd|0bsd|apache|asl-?2|postgresql|bsl|boost|wordnet|cc0|go$|public[- ]domain|pd\b)/i;
const COPYLEFT_HEADER =
  /GNU (Lesser |Library |Affero )?General\s+Public|\b[AL]?GPL\s?(v|version|-)?\s?[123]\b|\bGFDL\b|GNU Free Documentation|CC[- ]BY[- ](SA|NC|ND)|Attribution-(Share|Non|NoDeriv)|Mozilla Public License|\bMPL[- ]?[12]|Eclipse Public|\bEPL-|\bCDDL\b|SSPL|Business Source|Elastic License/i;
const MAX_HOLDERS = 5;
const HEADER_UNITS = 4_000;

interface Stanza {
  readonly files: readonly string[];
  readonly licence: string;
  readonly copyright: string;
}

/** What a package says of its licence and copyright, and which of its files may be taken. */
export interface Terms {
  readonly version: string;
  readonly licence: string;
  readonly copyright: readonly string[];
  readonly allows: (path: string) => boolean;
}

/** True when every part of an SPDX-like expression that has to hold is permissive (one of those joined by "or"). */
export function isPermissive(expression: string): boolean {
  return expression
    .replace(/[()]/g, "")
    .split(/\s+or\s+|\s*\|\s*/i)
    .some((choice) =>
      choice.split(/\s+and\s+|\s*&\s*|\s*,\s*/i).every((part) => PERMISSIVE.test(part.trim())),
    );
}

/** True when the first lines of a file put it under copyleft or another licence that the corpus leaves out. */
export function hasCopyleftHeader(text: string): boolean {
  return COPYLEFT_HEADER.test(text.slice(0, HEADER_UNITS));
}

/** Reads a package's terms from Debian's copyright file or npm's package.json; throws when it is not permissive. */
export function termsOf(source: Source): Terms {
  const folder = packageFolder(source);
  const record = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageRecord;
  const stanzas = record.copyright ? parseStanzas(readText(join(folder, record.copyright))) : [];
  const licence = source.licence ?? record.licence ?? "none stated";
  if (!isPermissive(licence))
    throw new Error(`${source.name} is under ${licence}, which the corpus leaves out.`);
  const main = stanzas.find(({ files }) => files.includes("*"));
  if (main && !isPermissive(main.licence))
    throw new Error(
      `${source.name}'s copyright file puts it under ${main.licence}, which the corpus leaves out.`,
    );
  const denied = stanzas
    .filter((stanza) => !isPermissive(stanza.licence))
    .flatMap((stanza) => stanza.files)
    .filter((glob) => glob !== "*" && !glob.startsWith("debian/"))
    .map(globToRegExp);
  const own = stanzas.filter(({ files, licence }) => !files.includes("debian/*") && isPermissive(licence));
  const copyright =
    own.length > 0 ? own.map((stanza) => stanza.copyright) : statedHolders(folder, source, record);
  return {
    version: record.version,
    licence,
    copyright: [
      ...new Set(copyright.flatMap((lines) => lines.split("\n").map((line) => line.trim()))),
    ].filter(Boolean),
    allows: (path) => !denied.some((pattern) => pattern.test(path)),
  };
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The `Files:` stanzas of Debian's machine-readable copyright format 1.0. */
function parseStanzas(text: string): Stanza[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const field = (name: string): string =>
      new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, "mi").exec(paragraph)?.[1] ?? "";
    const files = field("Files").split(/\s+/).filter(Boolean);
    const licence = field("License").split("\n")[0]!.trim();
    return files.length > 0 ? [{ files, licence, copyright: field("Copyright") }] : [];
  });
}

/** A glob of the copyright file as a pattern for the end of a path (binary packages move files). */
function globToRegExp(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`(^|/)${escaped}$`);
}

/** The holders that a free-form copyright or licence file names, or else those of the source list. */
function statedHolders(folder: string, source: Source, record: PackageRecord): string[] {
  const names = [
    "LICENSE",
    "LICENSE.md",
    "LICENSE.txt",
    "LICENCE",
    "license",
    "MIT-LICENSE.txt",
    "license.md",
  ];
  const paths = record.copyright ? [record.copyright] : names.map((name) => join("files", name));
  for (const path of paths.map((path) => join(folder, path)).filter((path) => existsSync(path))) {
    const lines = readText(path).match(/^.*copyright.*\d{4}.*$/gim);
    if (lines) return lines.slice(0, MAX_HOLDERS);
  }
  return [source.holder ?? record.author ?? `The authors of ${source.name}`];
}
