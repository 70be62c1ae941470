import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Piece } from "../document";
import { textOfHtml } from "../html";
import { kindOfPath } from "../kinds";
import { hashText } from "../random";
import type { Source } from "../sources";
import { walkFiles } from "../walk";

const MAX_BYTES = 1_000_000;
const LEFT_OUT =
  /(^|\/)(node_modules|vendor|third[_-]party|vendored|_vendor|dist|umd|bundles?|min|cjs|distribution|\.git|locale|locales|i18n|l10n|snapshots|__snapshots__|_static|fonts|images)\/|[.-]min\.|\.map$|\.bundle\.|_pb2?\.|\.pb\.go$|zz_generated|package-lock\.json$|CHANGELOG|CHANGES/i;

/** Files in an order of their own, so that a cap takes from the whole package and not from its first folders. */
function candidates(folder: string, source: Source): string[] {
  return walkFiles(folder)
    .filter((path) => !LEFT_OUT.test(path) && (!source.only || source.only.test(path)))
    .filter((path) => statSync(join(folder, path)).size <= MAX_BYTES)
    .map((path) => ({ path, order: hashText(`${source.name}/${path}`) }))
    .sort((a, b) => a.order - b.order)
    .map(({ path }) => path);
}

/** Code, configuration and Markdown, by extension. */
export function* readCode(folder: string, source: Source): Generator<Piece> {
  for (const path of candidates(folder, source)) {
    const kind = kindOfPath(path);
    if (kind && source.kinds.includes(kind))
      yield { kind, path, text: readFileSync(join(folder, path), "utf8") };
  }
}

/** The pages of a documentation tree as prose. */
export function* readHtml(folder: string, source: Source): Generator<Piece> {
  for (const path of candidates(folder, source)) {
    if (!/\.html?(\.en)?$/.test(path) || /genindex|search|py-modindex|\/_modules\/|\/all\.html$/.test(path))
      continue;
    yield { kind: "prose", path, text: textOfHtml(readFileSync(join(folder, path), "utf8")) };
  }
}
