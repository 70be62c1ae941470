import picomatch from "picomatch/posix";
import { Fault } from "../errors";

export type PathMatcher = (path: string) => string | undefined;

/** The first of `globs` that matches a path relative to the workspace folder; `setting` names them in a fault. */
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
    return picomatch(pattern, { dot: true, nocase: !caseSensitive, strictBrackets: true });
  } catch (cause) {
    throw new Fault(
      "bad-option",
      `"${glob}" in ${setting} is not a glob that can be matched; correct it, with a backslash before a bracket that is meant as such.`,
      {
        cause,
      },
    );
  }
}
