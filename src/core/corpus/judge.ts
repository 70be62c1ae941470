import { judgeText } from "./content";
import { writingOf } from "./credentials/judge";
import { decode } from "./decode";
import { withoutLicenceHeader } from "./licenceHeader";
import { minHash } from "./minHash";
import { notebookText } from "./notebook";
import { isOwnReport } from "./ownOutput";
import { secretFinder } from "./secrets";
import { effort, finished, type Steps, TOO_MUCH } from "./steps";
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

/** As a `ContentJudge`, in steps. */
export type SteppedJudge = (path: string, bytes: Uint8Array) => Steps<Readable | LeftOut>;

/** What a search for secrets may cost, for each MB that a file has or has begun: a dozen times what the costliest ordinary texts do. */
const SEARCH_LIMIT = 100_000_000;
const MB = 1024 * 1024;

export function contentJudge(): ContentJudge {
  const judge = steppedJudge();
  return (path, bytes) => finished(judge(path, bytes));
}

export function steppedJudge(): SteppedJudge {
  const findSecret = secretFinder();
  return function* judge(path, bytes) {
    const decoded = decode(bytes);
    if (decoded.kind !== "text") return leftOut(decoded.kind);
    const limit = SEARCH_LIMIT * Math.ceil(bytes.length / MB);
    const secret = yield* orTooMuch(findSecret(path, decoded.text, effort(limit)));
    if (secret === TOO_MUCH) return leftOut("too-slow");
    if (secret !== undefined) return leftOut("secret-content", `rule ${secret}`);
    if (isOwnReport(decoded.text)) return leftOut("own-output", "a report");
    const text = isNotebook(path) ? notebookText(decoded.text) : decoded.text;
    if (text === undefined) return leftOut("undecodable", "not a valid notebook");
    return judgeText(text) ?? readable(withoutLicenceHeader(text));
  };
}

/** What comes of the steps, or `TOO_MUCH` where they throw it. */
function* orTooMuch<T>(steps: Steps<T>): Steps<T | typeof TOO_MUCH> {
  try {
    return yield* steps;
  } catch (error) {
    if (error === TOO_MUCH) return TOO_MUCH;
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

export function isNotebook(path: string): boolean {
  return /\.ipynb$/i.test(path);
}
