import type { Looks } from "./credentials/looks";

/** A regular expression in the syntax of RE2, which says itself whether it ignores case. */
export type Pattern = string;

/** What is no secret although it looks like one. */
export interface SecretException {
  /** What `patterns` are held against: the secret itself, all that matched, or the lines of the match. */
  readonly target: "secret" | "match" | "line";
  readonly patterns: readonly Pattern[];
  /** In lower case; a secret that contains one is none. */
  readonly stopWords: readonly string[];
}

/** How one kind of secret is known. */
export interface SecretRule {
  readonly id: string;
  /** In lower case; a text without any of them cannot match. */
  readonly keywords: readonly string[];
  readonly pattern: Pattern;
  /** Bits per character that the secret must exceed; 0 for no such limit. */
  readonly entropy: number;
  /** The capture group that is the secret; 0 for the first that took part, or the whole match. */
  readonly group: number;
  /** Files to which the rule is limited. */
  readonly path?: Pattern;
  readonly exceptions: readonly SecretException[];
  /** What the secret must look like beside that. */
  readonly looks?: Looks;
}

/** What a rule of this project says; the rest is the same for all. */
export type OwnRule = Pick<SecretRule, "keywords" | "pattern" | "looks">;
