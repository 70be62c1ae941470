import fc from "fast-check";
import picomatch from "picomatch/posix";
import { describe, expect, test } from "vitest";
import { globMatcher } from "../../../src/core/corpus/globs";
import { ignoreRules } from "../../../src/core/corpus/ignoreRules";
import { contentJudge } from "../../../src/core/corpus/judge";
import { knownSlowTexts } from "../../support/slowTexts";

/** Without a limit of time. */
const judge = contentJudge(() => 0);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A backtracking matcher takes minutes for what takes less than a second here. */
const SECONDS = 10_000;

describe("a megabyte that is made to keep rules busy is judged in time that is linear in it", () => {
  test.each(knownSlowTexts(1_000_000))("$aim", { timeout: 60_000 }, ({ text }) => {
    for (const name of ["a.txt", "a.yaml"]) {
      const began = performance.now();
      judge(name, bytes(text));
      expect(performance.now() - began).toBeLessThan(SECONDS);
    }
  });
});

test("a search that takes longer than its limit ends with a reason of its own", () => {
  let reading = 0;
  const hurried = contentJudge(() => 600 * reading++);
  expect(hurried("a.txt", bytes("a secret token\n"))).toMatchObject({ kind: "left-out", reason: "too-slow" });
  expect(judge("a.txt", bytes("a secret token\n"))).toMatchObject({ kind: "read" });
});

describe("globs", () => {
  const PARTS = ["*", "**", "?", "a", "b", ".", "ab", "{a,b}", "[ab]", "[!a]", "+(a|b)", "?(a)", "\\*", "é"];
  const glob = fc.array(fc.constantFrom(...PARTS, "/", "/"), { minLength: 1, maxLength: 8 });
  const name = fc
    .array(fc.constantFrom("a", "b", ".", "ab", "*", "é", " "), { minLength: 1, maxLength: 4 })
    .map((letters) => letters.join(""))
    .filter((letters) => !/^\.\.?$/.test(letters));
  const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));

  test("match what picomatch matches", () => {
    fc.assert(
      fc.property(glob, path, fc.boolean(), (parts, candidate, caseSensitive) => {
        const source = parts
          .join("")
          .replace(/^\.?\//, "")
          .replace(/\/$/, "");
        fc.pre(source !== "" && !/^\.?\/|\/\/|\/$/.test(source));
        const expected = picomatch(source, { dot: true, nocase: !caseSensitive })(candidate);
        expect(globMatcher([source], "a test", caseSensitive)(candidate) === source).toBe(expected);
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  test.each(["*a*a*a*a*a*a*b", "**/a/**/a/**/a/**/a/**/a/**/b", "+(+(a|aa)|a)b", "{a*,*a}{a*,*a}{a*,*a}b"])(
    "%s meets a long name",
    (hostile) => {
      const matches = globMatcher([hostile], "a test", true);
      const began = performance.now();
      expect(matches("a".repeat(100))).toBeUndefined();
      expect(matches("a".repeat(4000))).toBeUndefined();
      expect(matches("a/".repeat(2000))).toBeUndefined();
      expect(performance.now() - began).toBeLessThan(SECONDS);
    },
  );

  test("a negated group is refused with the glob and the setting", () => {
    expect(() => globMatcher(["!(a|b)"], "the exclude setting", true)).toThrow(
      /^"!\(a\|b\)" in the exclude setting/,
    );
  });
});

describe("ignore rules", () => {
  test.each(["*a*a*a*a*a*a*b", "*?a*?a*?a*?a*?a*?b", "*[ab]*[ab]*[ab]*[ab]*[ab]*[ab]*c"])(
    "%s meets a long name",
    (hostile) => {
      const began = performance.now();
      expect(ignoreRules(hostile, true).test("a".repeat(255))).toBeUndefined();
      expect(performance.now() - began).toBeLessThan(SECONDS);
    },
  );

  test("many globstars meet a deep path: more is ignored, and nothing is brought back", () => {
    const deep = `${"a/".repeat(127)}x`;
    const began = performance.now();
    const { test: verdictOf } = ignoreRules(`a/${"**/a/".repeat(8)}b\n!${"**/a/".repeat(8)}x\n`, true);
    expect(verdictOf(deep)).toBeUndefined();
    expect(verdictOf("a/1/a/2/a/3/a/b")).toMatchObject({ ignored: true });
    expect(performance.now() - began).toBeLessThan(SECONDS);
  });
});
