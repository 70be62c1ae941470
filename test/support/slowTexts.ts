import fc from "fast-check";
import { OWN_SECRET_RULES } from "../../src/core/corpus/ownSecretRules";
import type { SecretRule } from "../../src/core/corpus/secretRule";
import { SECRET_RULES } from "../../src/core/corpus/secretRules.generated";
import { textsOf } from "./ruleSamples";

/** A text that could take a backtracking matcher hours, and what it is aimed at. */
export interface SlowText {
  readonly aim: string;
  readonly text: string;
}

/** A beginning, and what is repeated behind it. */
const KNOWN: readonly (readonly [beginning: string, repeated: string])[] = [
  ["-----BEGIN PRIVATE KEY-----", "\n"],
  ["-----BEGIN PRIVATE KEY-----", "a:\n"],
  ["", "-----BEGIN PRIVATE KEY-----\n"],
  ["", "curl "],
  ["curl ", "-u "],
  ["# coding: coding:", " coding:"],
  ["", "\n "],
  ["", " "],
  ["#!", "\n\n"],
  ["kind: Secret\n", "data:\n"],
  ["://", "://"],
  ["", "a://b:c"],
  ["password", " "],
  ["password=", "a"],
  ["password = ", '"'],
  ["", "password"],
  ["", "password: "],
  ["", "password=changeme\n"],
  ["", 'password="'],
  ["", "password,"],
  ["", "secret="],
  ["", "token\\"],
  ["", "key: "],
  ["", "a9"],
  ["", "4111 "],
  ["", "abandon "],
  ["", "<password>"],
  ["", "dXNlcjpw"],
  ["{", '"password":{'],
  ["", "login: admin / "],
  ["", " -u a -p"],
  ["", "connect('a', "],
  ["# client server secret\n", "#\n"],
  ["", 'random_password"'],
  ["", "a, password = 'a', "],
  ["password:\n", "  a: b\n"],
  ["", "user a password "],
  ["", "@"],
  ["", "$2a$10$"],
  ["", "eyJ"],
  ["", `${"Zm9v".repeat(19)}\n`],
  ["", `${"A1b_".repeat(20)} `],
  ["", "\\u0022"],
  ["", "a -b -c password "],
  ["", "set a.password "],
  ["", 'connect(a, "b1c2d3"'],
  ["", "password - - "],
  ["", "`ab1cde` as a-b-c-password "],
  ["", "password: a: b "],
  ["", "hf_a1B_c2D_e3F-"],
  ["", "ssid key "],
  ["u: a\n", "p:"],
];

/** The known hostile texts, repeated to `length` UTF-16 units. */
export function knownSlowTexts(length: number): SlowText[] {
  return KNOWN.map(([beginning, repeated]) => ({
    aim: JSON.stringify(`${beginning}${repeated}...`),
    text: fill(beginning, repeated, length),
  }));
}

/** For every rule, `count` texts that it matches, cut off at some place and repeated to `length` UTF-16 units. */
export function* slowTextsOfRules(length: number, count: number, seed: number): Generator<SlowText> {
  for (const rule of [...OWN_SECRET_RULES, ...SECRET_RULES]) {
    for (const repeated of fc.sample(prefixes(rule), { numRuns: count, seed })) {
      yield { aim: rule.id, text: fill("", repeated, length) };
    }
  }
}

function prefixes(rule: SecretRule): fc.Arbitrary<string> {
  return fc
    .tuple(textsOf(rule), fc.double({ min: 0.2, max: 1, noNaN: true }), fc.constantFrom("", "\n", " ", '"'))
    .map(([text, share, end]) => (text.slice(0, Math.ceil(text.length * share)) || rule.keywords[0]) + end);
}

function fill(beginning: string, repeated: string, length: number): string {
  return (beginning + repeated.repeat(Math.ceil(length / repeated.length))).slice(0, length);
}
