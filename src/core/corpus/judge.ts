import { judgeText } from "./content";
import { writingOf } from "./credentials/judge";
import { decode } from "./decode";
import { withoutLicenceHeader } from "./licenceHeader";
import { minHash } from "./minHash";
import { notebookText } from "./notebook";
import { isOwnReport } from "./ownOutput";
import { secretFinder } from "./secrets";
import { isJson } from "./textViews";
import { type LeftOut, leftOut } from "./verdict";

/** The text that a file contributes, and its MinHash signature where it is long enough for one. */
export interface Readable {
  readonly kind: "read";
  readonly text: string;
  readonly signature: Uint8Array | undefined;
}

/** Judges a file by its whole content, and by its name (a relative path) where that says how to read it. */
export type ContentJudge = (path: string, bytes: Uint8Array) => Readable | LeftOut;

/** Changes with every change of what the judge says of a content, so that no older judgement is taken for its own. */
export const JUDGE_VERSION = JUDGE_HASH;

/** Of the sources in this folder; whatever builds them puts it in. */
declare const JUDGE_HASH: string;

/** Milliseconds to search a file for secrets, for each MB that it has or has begun: some fifty times what ordinary text takes. */
const SEARCH_LIMIT = 1000;
const MB = 1024 * 1024;

/** `now` is the time in milliseconds from any fixed moment. */
export function contentJudge(now: () => number = Date.now): ContentJudge {
  const findSecret = secretFinder();
  return (path, bytes) => {
    const decoded = decode(bytes);
    if (decoded.kind !== "text") return leftOut(decoded.kind);
    const secret = searchWithin(SEARCH_LIMIT * Math.ceil(bytes.length / MB), now, (checkTime) =>
      findSecret(path, decoded.text, checkTime),
    );
    if (secret === TIME_UP) return leftOut("too-slow");
    if (secret !== undefined) return leftOut("secret-content", `rule ${secret}`);
    if (isOwnReport(decoded.text)) return leftOut("own-output", "a report");
    const text = isNotebook(path) ? notebookText(decoded.text) : decoded.text;
    if (text === undefined) return leftOut("undecodable", "not a valid notebook");
    return judgeText(text) ?? readable(withoutLicenceHeader(text));
  };
}

const TIME_UP = Symbol("time is up");

/** What `search` returns, or `TIME_UP` once it calls `checkTime` after more than `limit` milliseconds. */
function searchWithin<T>(
  limit: number,
  now: () => number,
  search: (checkTime: () => void) => T,
): T | typeof TIME_UP {
  const end = now() + limit;
  try {
    return search(() => {
      if (now() > end) throw TIME_UP;
    });
  } catch (error) {
    if (error === TIME_UP) return TIME_UP;
    throw error;
  }
}

function readable(text: string): Readable {
  return { kind: "read", text, signature: minHash(text) };
}

/** The kind of file by which the judgement of one and the same content may differ. */
export function contentClass(path: string): string {
  const extension = /\.(ipynb|tf|hcl|ya?ml|config)$/i.exec(path)?.[1].toLowerCase() ?? "";
  return [writingOf(path), isJson(path) ? "json" : "", extension].join(" ");
}

function isNotebook(path: string): boolean {
  return /\.ipynb$/i.test(path);
}
