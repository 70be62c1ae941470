/**
 * The globs of `files.exclude` and `search.exclude` that hold for every file. One that is turned off with `false`, or
 * depends on another file by `when`, excludes nothing from training.
 */
export function globsInForce(excludes: readonly unknown[]): string[] {
  const globs = excludes.flatMap((exclude) =>
    Object.entries(exclude ?? {}).flatMap(([glob, holds]) => (holds === true && glob !== "" ? [glob] : [])),
  );
  return [...new Set(globs)];
}
