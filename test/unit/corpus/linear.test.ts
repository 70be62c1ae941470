import fc from "fast-check";
import picomatch from "picomatch/posix";
import { describe, expect, test } from "vitest";
import { globMatcher } from "../../../src/core/corpus/globs";
import { ignoreRules } from "../../../src/core/corpus/ignoreRules";
import { contentJudge } from "../../../src/core/corpus/judge";
import { secretFinder } from "../../../src/core/corpus/secrets";
import { knownSlowTexts } from "../../support/slowTexts";

const find = secretFinder();
const judge = contentJudge();
const bytes = (text: string) => new TextEncoder().encode(text);

/** A backtracking matcher takes minutes for what takes less than a second here. */
const SECONDS = 10_000;

/** What the search in a text costs, in units of work, and the longest step of it, in milliseconds of the processor. */
function costOf(name: string, text: string) {
  let [spent, longest] = [0, 0];
  const steps = find(name, text, { spend: (units) => (spent += units) });
  for (;;) {
    const began = process.cpuUsage();
    const { done } = steps.next();
    const { user, system } = process.cpuUsage(began);
    longest = Math.max(longest, (user + system) / 1000);
    if (done) return { spent, longest };
  }
}

describe("a text that is made to keep rules busy is searched in work that is linear in it, and in short steps", () => {
  test.each(knownSlowTexts(300_000))("$aim", { timeout: 60_000 }, ({ text }) => {
    for (const name of ["a.txt", "a.yaml"]) {
      const { spent, longest } = costOf(name, text);
      expect(longest).toBeLessThan(SECONDS / 5);
      expect(spent).toBeLessThan(2000 * text.length);
    }
  });
});

test("a search that costs too much ends with a reason of its own, the same one each time", () => {
  const costly = bytes("login: admin / ".repeat(60_000));
  const verdicts = [judge("a.txt", costly), contentJudge()("a.txt", costly)];
  expect(verdicts[0]).toMatchObject({ kind: "left-out", reason: "too-slow" });
  expect(verdicts[1]).toEqual(verdicts[0]);
  expect(judge("a.txt", bytes("a secret token\n"))).toMatchObject({ kind: "read" });
});

test("a secret is found wherever a long text is cut", () => {
  const secret = "client_secret = q8Zr2LmX0vT5nKd7Wb3Hs9Pf\n";
  for (const before of [990_000, 995_985, 996_000, 999_990, 1_000_000, 2_100_000]) {
    const text = `${"x y\n".repeat(before / 4).slice(0, before)}\n${secret}${"z\n".repeat(1000)}`;
    expect(judge("a.ini", bytes(text))).toMatchObject({ reason: "secret-content" });
  }
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
