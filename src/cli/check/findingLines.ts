import type { LinePlace } from "../../core/linePlaces";
import type { StoredFinding } from "../../node/findingsCache";
import { formatShare } from "../progress";

/** A finding with where it stands. */
export interface ToldFinding extends StoredFinding, LinePlace {
  /** Of its file, from the current folder where it lies there, with `/`. */
  readonly path: string;
}

/** As compilers print it: "src/a.ts:3:12: warning: "lmap" is perhaps meant to be "lamp" (97.1 %) [misspelt]". */
export function findingLine(finding: ToldFinding): string {
  const { path, line, column, kind } = finding;
  return `${path}:${line}:${column}: warning: ${findingText(finding)} [${kind}]`;
}

export function findingText({ word, kind, fixes }: StoredFinding): string {
  const named = fixes.slice(0, 3).map((fix) => `"${fix.word}" (${formatShare(fix.probability)})`);
  const meant = named.join(", ");
  return kind === "misspelt"
    ? `"${word}" is perhaps meant to be ${meant}`
    : `"${word}" is unlikely here; likely: ${meant}`;
}

/** For a program. */
export function findingRecord({ path, line, column, from, to, word, kind, probability, fixes }: ToldFinding) {
  return { path, line, column, endColumn: column + to - from, word, kind, probability, fixes };
}
