import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keywordSearch } from "../../../src/core/corpus/keywords";
import { entropy } from "../../../src/core/corpus/ruleMatcher";
import { secretFinder } from "../../../src/core/corpus/secrets";
import { effort, finished } from "../../../src/core/corpus/steps";
import { generator, prose } from "./workspace";

const finder = secretFinder();
const find = (path: string, text: string) => finished(finder(path, text, effort(Number.POSITIVE_INFINITY)));
const random = generator(11);
const ALPHABETS = {
  hex: "0123456789abcdef",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  any: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
};
/** Made up at run time, so that no tool takes this file for a leak. */
const chars = (count: number, alphabet: keyof typeof ALPHABETS = "any") =>
  Array.from(
    { length: count },
    () => ALPHABETS[alphabet][Math.floor(random() * ALPHABETS[alphabet].length)],
  ).join("");

const BLOCK = (kind: string) =>
  `-----BEGIN ${kind} ${"KEY"}-----\n${chars(64)}\n${chars(64)}\n-----END ${kind} ${"KEY"}-----\n`;

describe("what is a secret", () => {
  const cases: readonly [file: string, text: string, rule: string][] = [
    ["a.txt", `ghp_${chars(36)}`, "github-pat"],
    ["a.txt", `AKIA${chars(16, "upper")}`, "aws-access-token"],
    ["a.txt", `glpat-${chars(20)}`, "gitlab-pat"],
    ["a.txt", `xoxb-${"1234567890"}12-${"1234567890"}12-${chars(24)}`, "slack-bot-token"],
    ["a.txt", `sk_live_${chars(30)}`, "stripe-access-token"],
    ["a.txt", `npm_${chars(36).toLowerCase()}`, "npm-access-token"],
    ["a.txt", `eyJ${chars(30)}.eyJ${chars(60)}.${chars(40)}`, "jwt"],
    ["a.pub", BLOCK("RSA PRIVATE"), "private-key"],
    ["a.txt", BLOCK("OPENSSH PRIVATE"), "private-key"],
    ["a.ts", JSON.stringify(BLOCK("PRIVATE")), "private-key"],
    ["a.txt", BLOCK("RSA PRIVATE").slice(0, 100), "private-key"],
    ["a.py", `api_key = "${chars(32, "hex")}"`, "credential"],
    ["a.py", `PASSWORD = '${chars(24)}'`, "credential"],
    ["a.yaml", `client_secret: ${chars(32)}\n`, "credential"],
    ["a.ini", `access_token=${chars(40)}\n`, "credential"],
    ["a.ts", `mongodb+srv://app:${chars(16)}@cluster.example.net/db`, "url-with-password"],
    ["a.ts", `https://someone:${chars(12)}@example.com/`, "url-with-password"],
    [
      "k8s.yaml",
      `kind: Secret\ndata:\n  login: ${Buffer.from(chars(20)).toString("base64")}\n`,
      "kubernetes-secret-yaml",
    ],
  ];
  test.each(cases)("%s %#: %s", (file, text, rule) => {
    for (const whole of [text, `${prose(2000)}\n${text}\n${prose(2000)}`])
      expect(find(file, whole)).toMatch(new RegExp(`^${rule}`));
  });
});

describe("what is none", () => {
  test.each([
    ["a.ts", "const token = getToken(user.accessKey);"],
    ["a.ts", 'const apiKey = process.env["API_KEY"] ?? "";'],
    ["a.py", "from transformers import AutoTokenizer, Gemma3ForCausalLM\n"],
    ["a.ts", "const key: Olmo2ForCausalLM = token;\n"],
    ["a.h", "  NFTA_TUNNEL_KEY_IP6,\n  __NFTA_TUNNEL_KEY_IP6_MAX\n"],
    ["a.md", "-----BEGIN PRIVATE KEY----- and what follows it"],
    [
      "a.md",
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----\n",
    ],
    ["a.ts", "postgres://user:password@localhost/db and redis://:$" + "{PASSWORD}@host"],
    ["a.yaml", "password: $" + "{{ secrets.DATABASE_PASSWORD }}\n"],
    ["a.env.txt", "API_KEY=your-api-key-here\n"],
    ["a.txt", "AKIAIOSFODNN7EXAMPLE"],
    ["a.ts", `const digest = "${chars(40, "hex")}";`],
    ["a.ts", "https://example.com:8080/path@version"],
    ["a.txt", prose(5000)],
  ])("%s: %s", (file, text) => {
    expect(find(file, text)).toBeUndefined();
  });
});

test.each([
  ["", 0],
  ["aaaa", 0],
  ["abab", 1],
  ["abcd", 2],
  ["abcdefgh", 3],
])("entropy of %j is %d bits", (text, bits) => {
  expect(entropy(text)).toBeCloseTo(bits, 12);
});

test("keywords are found exactly where the text includes them, whatever their case", () => {
  const letters = fc.constantFrom(..."abAB-é");
  const word = fc
    .array(fc.constantFrom(..."ab-"), { minLength: 1, maxLength: 5 })
    .map((list) => list.join(""));
  const text = fc.array(letters, { maxLength: 40 }).map((list) => list.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), text, (words, haystack) => {
      const included = words.flatMap((word, i) => (haystack.toLowerCase().includes(word) ? [i] : []));
      expect([...keywordSearch(words).find(haystack)].sort((a, b) => a - b)).toEqual(included);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
