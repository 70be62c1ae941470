import { expect, test } from "vitest";
import { parseReport } from "../../../src/report/parse";
import { trainingReport } from "../../support/trainingReport";

const whole = trainingReport();
const changed = (changes: object): string => JSON.stringify({ ...whole, ...changes });

test("a report is read as it was written", () => {
  expect(parseReport(JSON.stringify(whole))).toEqual(whole);
});

test("what went wrong is read with its parts", () => {
  const failure = { template: "{0}: {1}", parts: ["a", { template: "{0} bytes", parts: [3] }] };
  expect(parseReport(changed({ failure, fallback: failure }))).toMatchObject({ failure, fallback: failure });
});

test("what a running run does not know yet may be missing", () => {
  const { kept, tokensPerSecond, ...young } = whole;
  expect(parseReport(JSON.stringify(young))).toEqual(young);
});

test.each([
  ["nothing", ""],
  ["no JSON", "{"],
  ["no object", "[1]"],
  ["null", "null"],
  ["another version", changed({ version: 2 })],
  ["an unknown status", changed({ status: "lost" })],
  ["a wrong time", changed({ startedAt: "yesterday" })],
  ["no losses", changed({ losses: undefined })],
  ["a loss that is text", changed({ losses: [{ step: 1, loss: "3", learningRate: 0 }] })],
  ["a failure without parts", changed({ failure: { template: "It failed." } })],
  ["a failure in parts of no kind", changed({ failure: { template: "{0} failed.", parts: [null] } })],
  ["a fallback that is no sentence", changed({ fallback: "It failed." })],
  ["a sample without words", changed({ samples: [{ sentence: "a [MASK]", hidden: "b" }] })],
])("refuses %s", (_what, text) => {
  expect(parseReport(text)).toBeUndefined();
});
