import { expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { sentence } from "../../../src/core/sentence";
import { percent } from "../../../src/extension/filling/percent";
import { describeError } from "../../../src/extension/localize";
import { ioFault } from "../../../src/node/ioFault";
import { RpcError, toErrorData } from "../../../src/protocol/errors";
import { ENGLISH, GERMAN, plainSpaces } from "./localize";

/** What an error of the engine is on the extension's side. */
function received(error: unknown): RpcError {
  const data = JSON.parse(JSON.stringify(toErrorData(error))) as ReturnType<typeof toErrorData>;
  return new RpcError(data.kind, data.sentence);
}

const missing = ioFault("read", "/a/b", Object.assign(new Error("no such file"), { code: "ENOENT" }));
const tooLarge = new Fault(
  "bad-model",
  sentence`${"/m.json"} has ${123_456} bytes, more than the ${1_000} that it may have.`,
);

test.each([
  [missing, "Cannot read /a/b: it does not exist.", "/a/b kann nicht gelesen werden: Es gibt sie nicht."],
  [
    tooLarge,
    "/m.json has 123,456 bytes, more than the 1,000 that it may have.",
    "/m.json hat 123.456 Bytes, mehr als die 1.000, die es haben darf.",
  ],
  [new RpcError("not-ready", "No model is loaded."), "No model is loaded.", "Es ist kein Modell geladen."],
  [new Error("a defect with {0} braces"), "a defect with {0} braces", "a defect with {0} braces"],
])("an error of the engine is told in the person's language: %s", (error, english, german) => {
  expect(describeError(received(error), ENGLISH).message).toBe(english);
  expect(describeError(received(error), GERMAN).message).toBe(german);
});

test("the command line tells the numbers as they are", () => {
  expect(tooLarge.message).toBe("/m.json has 123456 bytes, more than the 1000 that it may have.");
});

test.each([
  [0.83, "83 %", "83 %"],
  [0.0244, "2.4 %", "2,4 %"],
  [0.0996, "10 %", "10 %"],
  [0.0001, "< 0.1 %", "< 0,1 %"],
  [1, "100 %", "100 %"],
])("a probability of %d", (score, english, german) => {
  expect(plainSpaces(percent(score, ENGLISH.format))).toBe(english);
  expect(plainSpaces(percent(score, GERMAN.format))).toBe(german);
});
