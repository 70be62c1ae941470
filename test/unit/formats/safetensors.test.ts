import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { bytesSource } from "../../../src/core/formats/byteSource";
import { readSafetensors } from "../../../src/core/formats/safetensors";
import { readSafetensorsHeader } from "../../../src/core/formats/safetensorsHeader";
import { writeSafetensors } from "../../../src/core/formats/writeSafetensors";
import { rejection, safetensorsFile, strictSource, withPrefix } from "../../support/safetensorsFile";

const noBytes = new Uint8Array();
const f32 = (shape: unknown, begin: unknown, end: unknown) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

const manyTensors = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`w${i}`, f32([0], 0, 0)]));

describe("a hostile header is refused:", () => {
  const hostile: [name: string, file: Uint8Array, message: RegExp][] = [
    ["an empty file", noBytes, /has only 0 bytes/],
    ["a cut length", new Uint8Array(7), /has only 7 bytes/],
    ["an empty header", withPrefix(0n, noBytes), /expected "{"/],
    ["a header of 4 GB", withPrefix(4n << 30n, noBytes), /claims 4294967296 bytes, 100 MB is the limit/],
    ["a header of 2^64 - 1 bytes", withPrefix(2n ** 64n - 1n, noBytes), /100 MB is the limit/],
    ["a header beyond the file", withPrefix(99n, noBytes), /claims 99 bytes, the whole file has 8/],
    ["no UTF-8", withPrefix(2n, Uint8Array.of(0xc3, 0x28)), /not UTF-8/],
    ["an array", safetensorsFile([], 0), /expected "{"/],
    ["a number", safetensorsFile(1, 0), /expected "{"/],
    ["broken JSON", safetensorsFile('{"a":', 0), /expected "{"/],
    ["an endless string", safetensorsFile('{"a', 0), /not valid JSON/],
    ["a bad escape", safetensorsFile('{"\\x":1}', 0), /not valid JSON/],
    ["text after the header", safetensorsFile("{}{}", 0), /expected the end/],
    ["a deep nest", safetensorsFile("[".repeat(1e6), 0), /expected "{"/],
    ["a nest in a tensor", safetensorsFile(`{"a":${'{"shape":'.repeat(1e5)}`, 0), /expected "\["/],
    ["metadata that is no text", safetensorsFile({ __metadata__: { a: 1 } }, 0), /expected a string/],
    ["a tensor that is no object", safetensorsFile({ a: 1 }, 0), /expected "{"/],
    ["no dtype", safetensorsFile({ a: { shape: [], data_offsets: [0, 4] } }, 4), /a needs a dtype/],
    [
      "no shape",
      safetensorsFile({ a: { dtype: "F32", data_offsets: [0, 4] } }, 4),
      /a needs a dtype, a shape/,
    ],
    ["no offsets", safetensorsFile({ a: { dtype: "F32", shape: [1] } }, 4), /two data_offsets/],
    ["one offset", safetensorsFile({ a: { ...f32([1], 0, 4), data_offsets: [0] } }, 4), /two data_offsets/],
    [
      "three offsets",
      safetensorsFile({ a: { ...f32([1], 0, 4), data_offsets: [0, 4, 4] } }, 4),
      /more than 2/,
    ],
    ["an unknown field", safetensorsFile({ a: { ...f32([1], 0, 4), x: 1 } }, 4), /unknown field "x"/],
    [
      "an unknown dtype",
      safetensorsFile({ a: { ...f32([1], 0, 4), dtype: "F128" } }, 4),
      /unknown dtype "F128"/,
    ],
    [
      "an inherited dtype",
      safetensorsFile({ a: { ...f32([1], 0, 4), dtype: "toString" } }, 4),
      /unknown dtype/,
    ],
    ["a negative dimension", safetensorsFile({ a: f32([-1], 0, 4) }, 4), /whole number/],
    ["a fractional dimension", safetensorsFile({ a: f32([1.5], 0, 4) }, 4), /whole number/],
    [
      "an exponent",
      safetensorsFile('{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}', 4),
      /whole number/,
    ],
    [
      "a leading zero",
      safetensorsFile('{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}', 4),
      /whole number/,
    ],
    ["a text as dimension", safetensorsFile({ a: f32(["1"], 0, 4) }, 4), /whole number/],
    [
      "a dimension of 2^64",
      safetensorsFile(`{"a":{"dtype":"F32","shape":[${2n ** 64n}]}}`, 4),
      /whole number/,
    ],
    [
      "an overflowing shape",
      safetensorsFile({ a: f32([2 ** 32, 2 ** 32, 2 ** 32], 0, 4) }, 4),
      /impossible shape/,
    ],
    ["a thousand dimensions", safetensorsFile({ a: f32(Array(1000).fill(1), 0, 4) }, 4), /more than 16/],
    ["a negative offset", safetensorsFile({ a: f32([1], -4, 0) }, 4), /whole number/],
    ["offsets that run back", safetensorsFile({ a: f32([1], 4, 0) }, 4), /4 bytes, but its offsets span -4/],
    ["a size that disagrees", safetensorsFile({ a: f32([2], 0, 4) }, 4), /8 bytes, but its offsets span 4/],
    ["offsets beyond the file", safetensorsFile({ a: f32([2], 0, 8) }, 4), /may be cut off/],
    ["offsets near 2^53", safetensorsFile({ a: f32([1], 2 ** 53 - 5, 2 ** 53 - 1) }, 4), /span|cut off/],
    ["an overlap", safetensorsFile({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12), /b overlaps/],
    ["the same range twice", safetensorsFile({ a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4), /b overlaps/],
    ["a gap", safetensorsFile({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12), /gap before b/],
    ["a gap at the start", safetensorsFile({ a: f32([1], 4, 8) }, 8), /gap before a/],
    ["bytes left over", safetensorsFile({ a: f32([1], 0, 4) }, 6), /2 bytes after its last tensor/],
    ["more tensors than any model", safetensorsFile(manyTensors(100_001), 0), /more than 100000 members/],
    [
      "a name twice",
      safetensorsFile(`{"a":${JSON.stringify(f32([0], 0, 0))},"\\u0061":{}}`, 0),
      /"a" is there twice/,
    ],
    ["a field twice", safetensorsFile('{"a":{"dtype":"F32","dtype":"F32"}}', 0), /"dtype" is there twice/],
    ["metadata twice", safetensorsFile('{"__metadata__":{},"__metadata__":{}}', 0), /there twice/],
    ["__proto__", safetensorsFile(`{"__proto__":${JSON.stringify(f32([1], 0, 4))}}`, 4), /no tensor name/],
    ["constructor", safetensorsFile({ constructor: f32([1], 0, 4) }, 4), /no tensor name/],
    ["a line break in a name", safetensorsFile({ "a\nb": f32([1], 0, 4) }, 4), /no tensor name/],
  ];

  test.each(hostile)("%s", async (_, file, message) => {
    const fault = await rejection(readSafetensorsHeader(strictSource("m.safetensors", file)));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).kind).toBe("bad-model");
    expect((fault as Fault).message).toMatch(/^m\.safetensors is not a valid safetensors file: .+\.$/);
    expect((fault as Fault).message).toMatch(message);
    expect((fault as Fault).message.length).toBeLessThan(600);
  });
});

describe("what the format allows is read:", () => {
  test.each([
    ["no tensors", {}, 0, []],
    ["an empty tensor", { a: f32([0, 7], 0, 0) }, 0, [["a", [0, 7]]]],
    ["a scalar", { a: f32([], 0, 4) }, 4, [["a", []]]],
    [
      "offsets out of order",
      { a: f32([1], 4, 8), b: f32([1], 0, 4) },
      8,
      [
        ["a", [1]],
        ["b", [1]],
      ],
    ],
    ["metadata", { __metadata__: { format: "pt" }, a: f32([1], 0, 4) }, 4, [["a", [1]]]],
  ])("%s", async (_, header, dataBytes, expected) => {
    const { tensors } = await readSafetensorsHeader(strictSource("m", safetensorsFile(header, dataBytes)));
    expect([...tensors.values()].map(({ name, shape }) => [name, shape])).toEqual(expected);
  });
});

describe("values", () => {
  const one = (dtype: string, data: Uint8Array) => {
    const file = safetensorsFile({ w: { dtype, shape: [2], data_offsets: [0, data.length] } }, data.length);
    file.set(data, file.length - data.length);
    return readSafetensors(bytesSource("m", file));
  };
  const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

  test.each([
    ["F32", Float32Array.of(1.5, -2)],
    ["F64", Float64Array.of(1.5, -2)],
    ["F16", Uint16Array.of(0x3e00, 0xc000)],
    ["BF16", Uint16Array.of(0x3fc0, 0xc000)],
  ])("of %s decode", async (dtype, data) => {
    expect((await one(dtype, bytesOf(data))).get("w")).toEqual({
      shape: [2],
      data: Float32Array.of(1.5, -2),
    });
  });

  test.each([
    ["F32", Float32Array.of(0, Number.NaN), /w holds values that are not finite/],
    ["F32", Float32Array.of(Number.NEGATIVE_INFINITY, 0), /not finite/],
    ["F64", Float64Array.of(1e300, 0), /not finite/],
    ["F16", Uint16Array.of(0x7c00, 0), /not finite/],
    ["BF16", Uint16Array.of(0, 0xffff), /not finite/],
    ["I64", BigInt64Array.of(1n, 2n), /w is I64; weights must be/],
  ])("of %s that are no weights are refused", async (dtype, data, message) => {
    const fault = await rejection(one(dtype, bytesOf(data)));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(message);
  });

  test("of aligned F32 are views of the file", async () => {
    const file = readFileSync("test/fixtures/bert-2x32/model.safetensors");
    const aligned = new Uint8Array(file);
    const tensors = await readSafetensors(bytesSource("m", aligned));
    expect([...tensors.values()].every(({ data }) => data.buffer === aligned.buffer)).toBe(true);
  });

  test("of unaligned F32 are copied", async () => {
    const file = readFileSync("test/fixtures/bert-2x32/model.safetensors");
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(await readSafetensors(bytesSource("m", shifted.subarray(1)))).toEqual(
      await readSafetensors(bytesSource("m", new Uint8Array(file))),
    );
  });
});

describe("writing", () => {
  const write = (...args: Parameters<typeof writeSafetensors>) =>
    Buffer.concat([...writeSafetensors(...args)]);
  const tensor = (...values: number[]) => ({ shape: [values.length], data: Float32Array.from(values) });

  test("gives back the reference implementation's bytes", async () => {
    for (const name of ["bert-2x32/grads", "bert-3x48-heads3/step3", "distilbert-2x32/model"]) {
      const file = readFileSync(`test/fixtures/${name}.safetensors`);
      const { metadata } = await readSafetensorsHeader(bytesSource(name, file));
      const written = write(await readSafetensors(bytesSource(name, file)), {
        metadata: Object.fromEntries(metadata),
      });
      expect(written.equals(file), name).toBe(true);
    }
  });

  test("in fp16 rounds to nearest even and reads back", async () => {
    const file = write(new Map([["w", tensor(1, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 65504)]]), { dtype: "F16" });
    const { data } = (await readSafetensors(bytesSource("m", file))).get("w")!;
    expect([...data]).toEqual([1, 1, 1 + 2 ** -9, 65504]);
  });

  test.each([
    ["F32", Number.NaN, /w holds values that are not finite numbers/],
    ["F16", Number.POSITIVE_INFINITY, /w holds values that are not finite numbers/],
    ["F16", 65520, /w holds values too large for fp16/],
  ] as const)("%s refuses %f", (dtype, value, message) => {
    expect(() => write(new Map([["w", tensor(0, value)]]), { dtype })).toThrow(message);
  });
});

describe("fuzzing: a file is read or refused with a Fault, and never takes more memory than it gives", () => {
  const valid = new Uint8Array(readFileSync("test/fixtures/distilbert-2x32/model.safetensors")).slice();

  async function survives(file: Uint8Array): Promise<void> {
    try {
      const tensors = await readSafetensors(strictSource("fuzzed", file));
      const decoded = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
      expect(decoded).toBeLessThanOrEqual(2 * file.length);
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
    }
  }

  test("random bytes", () =>
    fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), survives), { seed: 1, numRuns: 500 }));

  test("random bit flips and cuts in a valid file", () => {
    const flips = fc.array(fc.nat(8 * 4600), { maxLength: 4 });
    const damage = fc.tuple(flips, fc.oneof(fc.constant(valid.length), fc.nat(valid.length)));
    return fc.assert(
      fc.asyncProperty(damage, ([bits, length]) => {
        const file = valid.slice();
        for (const bit of bits) file[bit >> 3] ^= 1 << (bit & 7);
        return survives(file.slice(0, length));
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test("random headers", () => {
    const number = fc.oneof(fc.nat(64), fc.integer(), fc.double(), fc.constant(2 ** 53));
    const entry = fc.record(
      {
        dtype: fc.oneof(fc.constantFrom("F32", "F16", "BF16", "I64", "F64", "BOOL"), fc.string()),
        shape: fc.oneof(fc.array(fc.nat(8), { maxLength: 3 }), fc.array(number)),
        data_offsets: fc.oneof(fc.tuple(fc.constant(0), fc.nat(64)), fc.array(number)),
      },
      { requiredKeys: [] },
    );
    const name = fc.oneof(fc.string(), fc.constantFrom("__proto__", "toString", "__metadata__", "w"));
    const header = fc.oneof(fc.dictionary(name, entry, { maxKeys: 3 }), fc.json());
    return fc.assert(
      fc.asyncProperty(header, fc.nat(64), (value, dataBytes) => survives(safetensorsFile(value, dataBytes))),
      { seed: 3, numRuns: 2000 },
    );
  });
});
