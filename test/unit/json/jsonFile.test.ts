import * as v from "valibot";
import { expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { jsonFile } from "../../../src/core/json/jsonFile";
import {
  fields,
  flag,
  integer,
  number,
  only,
  optionalFields,
  plainObject,
} from "../../../src/core/json/schemas";
import { sentence } from "../../../src/core/sentence";

const LARGE = { a: { b: "x".repeat(200) } };

test.each<[string, v.GenericSchema, unknown, string]>([
  ["no object", fields({}), null, "f.json must hold a JSON object."],
  ["a list", fields({}), [], "f.json must hold a JSON object."],
  ["what is missing", fields({ a: v.string() }), {}, '"a" is absent, but is needed.'],
  [
    "what is inherited",
    fields({ toString: v.optional(v.string()) }),
    {},
    '"toString" is absent, but must be a string.',
  ],
  ["no text", fields({ a: v.string() }), { a: null }, '"a" is null, but must be a string.'],
  ["no number", fields({ a: number(1, 0, 2) }), { a: "1" }, '"a" is "1", but must be a number.'],
  ["too small a number", fields({ a: number(1, 0, 2) }), { a: -1 }, '"a" is -1, but must be at least 0.'],
  [
    "too large a number",
    fields({ a: number(1, 0, 2) }),
    { a: 1e9 },
    '"a" is 1000000000, but must be at most 2.',
  ],
  ["a fraction", fields({ a: integer(1, 0, 2) }), { a: 0.5 }, '"a" is 0.5, but must be a whole number.'],
  ["a wrong default", fields({ a: integer(9, 0, 2) }), {}, '"a" is absent, but must be at most 2.'],
  ["neither yes nor no", fields({ a: flag(true) }), { a: 0 }, '"a" is 0, but must be true or false.'],
  ["no list", fields({ a: v.array(v.string()) }), { a: {} }, '"a" is {}, but must be a list.'],
  ["an item", fields({ a: v.array(v.string()) }), { a: ["x", 3] }, '"a.1" is 3, but must be a string.'],
  ["a list for an object", fields({ a: plainObject }), { a: [1] }, '"a" is [1], but must be an object.'],
  ["another value", fields({ a: only(false) }), { a: true }, '"a" is true, but only false is supported.'],
  [
    "none of several",
    fields({ a: v.picklist(["x", "y"]) }),
    { a: "z" },
    '"a" is "z", but only "x", "y" are supported.',
  ],
  [
    "what lies deeper",
    fields({ a: optionalFields({ b: flag(true) }) }),
    { a: { b: 1 } },
    '"a.b" is 1, but must be true or false.',
  ],
  ["a long value", fields({ a: v.string() }), LARGE, '"a" is {"b":"xxx'],
])("%s is refused in a sentence", (_what, schema, json, message) => {
  const read = () => jsonFile(json, "f.json").read(schema);
  expect(read).toThrow(Fault);
  expect(read).toThrow(message.startsWith("f.json") ? message : `f.json: ${message}`);
  expect(read).toThrow(/^.{1,200}$/);
});

test("what is absent or null has its default, and a vocabulary's own keys stay", () => {
  const schema = fields({
    a: integer(3, 0, 9),
    b: flag(true),
    c: optionalFields({ d: number(0.5, 0, 1) }),
    e: plainObject,
  });
  const e = JSON.parse('{"__proto__": 1, "constructor": 2}');
  const read = jsonFile({ b: null, e, unknown: 1 }, "f.json").read(schema);
  expect(read).toEqual({ a: 3, b: true, c: { d: 0.5 }, e });
  expect(read.e).toBe(e);
});

test("a fault about a field names its own value", () => {
  const { fault } = jsonFile({ a: 12 }, "f.json");
  expect(fault("a", sentence`which does not divide the hidden size ${770}`).message).toBe(
    'f.json: "a" is 12, which does not divide the hidden size 770.',
  );
  expect(fault("valueOf", sentence`but is needed`).message).toBe(
    'f.json: "valueOf" is absent, but is needed.',
  );
});
