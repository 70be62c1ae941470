import { expect, test } from "vitest";
import {
  decodeBfloat16,
  decodeFloat16,
  encodeFloat16,
  float32ToFloat16Bits,
} from "../../../src/core/formats/float16";

const everyPattern = Uint16Array.from({ length: 0x10000 }, (_, pattern) => pattern);
const finiteMagnitudes = 0x7c00;

/** IEEE 754-2008, 3.4: the value of a binary16 pattern. */
function float16Value(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 10) & 31;
  const fraction = pattern & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The value of a bfloat16 pattern: binary32 with a fraction of seven bits. */
function bfloat16Value(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 7) & 255;
  const fraction = pattern & 127;
  if (exponent === 255) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -133;
  return sign * (1 + fraction / 128) * 2 ** (exponent - 127);
}

function mismatches(actual: Float32Array, value: (pattern: number) => number): number[] {
  return [...everyPattern].filter((pattern) => !Object.is(actual[pattern], value(pattern)));
}

function encodeOne(value: number): number {
  return encodeFloat16(Float32Array.of(value))[0];
}

test("every fp16 pattern decodes to its value", () => {
  expect(mismatches(decodeFloat16(everyPattern), float16Value)).toEqual([]);
});

test("every bf16 pattern decodes to its value", () => {
  expect(mismatches(decodeBfloat16(everyPattern), bfloat16Value)).toEqual([]);
});

test("every fp16 value encodes to its own pattern, NaNs to a NaN", () => {
  const encoded = encodeFloat16(decodeFloat16(everyPattern));
  const wrong = [...everyPattern].filter((pattern) =>
    Number.isNaN(float16Value(pattern))
      ? !Number.isNaN(float16Value(encoded[pattern]))
      : encoded[pattern] !== pattern,
  );
  expect(wrong).toEqual([]);
});

test("between two fp16 values the nearer is chosen, the even one at the middle", () => {
  const wrong: number[] = [];
  for (let below = 0; below + 1 < finiteMagnitudes; below++) {
    const middle = (float16Value(below) + float16Value(below + 1)) / 2;
    const even = below % 2 === 0 ? below : below + 1;
    const bits = new Uint32Array(Float32Array.of(middle).buffer)[0];
    const chosen = [bits - 1, bits, bits + 1].map(float32ToFloat16Bits);
    if (chosen.join() !== [below, even, below + 1].join()) wrong.push(below);
    if (encodeOne(-middle) !== (0x8000 | even)) wrong.push(-below);
  }
  expect(wrong).toEqual([]);
});

test.each([
  [65504, 0x7bff],
  [65519.996, 0x7bff],
  [65520, 0x7c00],
  [-1e30, 0xfc00],
  [2 ** -25, 0],
  [2 ** -25 * 1.0001, 1],
  [-0, 0x8000],
  [1e-45, 0],
  [Number.POSITIVE_INFINITY, 0x7c00],
])("%f encodes to pattern %i", (value, pattern) => {
  expect(encodeOne(value)).toBe(pattern);
});
