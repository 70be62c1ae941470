import picomatch, { type PicomatchOptions } from "picomatch/posix";
import { RE2JS } from "re2js";
import { Fault } from "../errors";
import { sentence } from "../sentence";

export type PathMatcher = (path: string) => string | undefined;

/**
 * The first of `globs` that matches a path relative to the workspace folder, which has no empty part and no `.` or `..`;
 * `setting` names them in a fault. The time is linear in the path.
 */
export function globMatcher(globs: readonly string[], setting: string, caseSensitive: boolean): PathMatcher {
  const matchers = globs.map((glob) => ({ glob, matches: compile(glob, setting, caseSensitive) }));
  return (path) => matchers.find(({ matches }) => matches(path))?.glob;
}

/** The glob that matches this relative path, with slashes, and nothing else. */
export function literalGlob(path: string): string {
  return path.replace(/[^\w\s/.-]/g, "\\$&");
}

function compile(glob: string, setting: string, caseSensitive: boolean): (path: string) => boolean {
  const pattern = glob.replace(/^\.?\//, "").replace(/\/$/, "");
  try {
    const { output, negated } = parse(pattern, { dot: true, strictBrackets: true });
    const expression = RE2JS.compile(withoutLookahead(output), caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
    return (path) => expression.matches(path) !== negated;
  } catch (cause) {
    throw new Fault(
      "bad-option",
      sentence`"${glob}" in ${setting} is not a glob that can be matched; correct it, with a backslash before a bracket that is meant as such, and without "!(".`,
      {
        cause,
      },
    );
  }
}

/** What picomatch makes of a glob: the source of a regular expression for the whole path, or for all other paths. */
interface ParsedGlob {
  readonly output: string;
  readonly negated: boolean;
}

/** Its published types lack the options. */
const parse = picomatch.parse as unknown as (glob: string, options: PicomatchOptions) => ParsedGlob;

/** That a part of the path is not empty. */
const SOME_CHARACTER = "(?=.)";
/** That a part of the path is neither `.` nor `..`. */
const NO_DOTS = ["(?!\\.{1,2}(?:\\/|$))", "(?!\\.{0,1}(?:\\/|$))", "(?!(?:^|\\/)\\.{1,2}(?:\\/|$))"];

/** RE2 has no lookahead, and these say only what holds for every path that we match; a glob with another is refused. */
function withoutLookahead(source: string): string {
  return [SOME_CHARACTER, ...NO_DOTS].reduce((rest, assertion) => rest.replaceAll(assertion, ""), source);
}
