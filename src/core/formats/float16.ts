/**
 * Conversions between IEEE 754 binary32 and the 16-bit formats of weights: binary16 ("F16") and bfloat16
 * ("BF16", the upper half of a binary32). Values are taken and given as bit patterns, so that they can be
 * moved through integer views of a buffer.
 */

/** The binary32 pattern of a binary16 pattern; exact for every value, a NaN keeps its payload. */
export function float16ToFloat32Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << 13)) >>> 0;
  if (exponent !== 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0;
  if (fraction === 0) return sign >>> 0;
  return (sign | normalisedSubnormal(fraction)) >>> 0;
}

/** `fraction` x 2^-24 as a binary32 pattern: the leading one moves into the exponent. */
function normalisedSubnormal(fraction: number): number {
  const leadingBit = 31 - Math.clz32(fraction);
  return ((leadingBit + 103) << 23) | ((fraction << (23 - leadingBit)) & 0x7fffff);
}

/** The binary16 pattern nearest to a binary32 pattern, ties to even; what is 65520 or more becomes infinite. */
export function float32ToFloat16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) return sign | shiftRoundingToEven(magnitude - 0x38000000, 13);
  if (magnitude < 0x33000000) return sign;
  const significand = (magnitude & 0x7fffff) | 0x800000;
  return sign | shiftRoundingToEven(significand, 126 - (magnitude >>> 23));
}

function shiftRoundingToEven(value: number, shift: number): number {
  const lastKeptBit = (value >>> shift) & 1;
  return (value + (1 << (shift - 1)) - 1 + lastKeptBit) >>> shift;
}

/** Decodes binary16 patterns to floats. */
export function decodeFloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = float16ToFloat32Bits(halves[i]);
  return new Float32Array(bits.buffer);
}

/** Decodes bfloat16 patterns to floats. */
export function decodeBfloat16(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i] << 16;
  return new Float32Array(bits.buffer);
}

/** Encodes floats as binary16 patterns, rounding to nearest even. */
export function encodeFloat16(floats: Float32Array): Uint16Array {
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  const halves = new Uint16Array(floats.length);
  for (let i = 0; i < bits.length; i++) halves[i] = float32ToFloat16Bits(bits[i]);
  return halves;
}
