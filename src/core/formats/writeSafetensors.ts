import { Fault } from "../errors";
import { sentence } from "../sentence";
import type { Parameters, Tensor } from "../tensor";
import { allFinite } from "./finite";
import { encodeFloat16 } from "./float16";

export interface SafetensorsOptions {
  /** The type that the weights are stored as; "F16" halves the file and rounds to nearest even. */
  readonly dtype?: "F32" | "F16";
  /** Left out of the file when empty; Transformers asks for { format: "pt" }, the default. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A safetensors file as chunks of bytes: the header, then each tensor. The layout is the reference
 * implementation's, byte for byte: tensors sorted by name, the header padded with spaces to eight bytes.
 * F32 chunks are views of the tensors, so the file is never held twice. Throws a `non-finite` Fault for a value
 * that is not finite, or not in fp16.
 */
export function* writeSafetensors(
  tensors: Parameters,
  options: SafetensorsOptions = {},
): Generator<Uint8Array> {
  const { dtype = "F32", metadata = { format: "pt" } } = options;
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  yield header(sorted, dtype, metadata);
  for (const [name, tensor] of sorted) yield encode(name, tensor, dtype);
}

function header(
  tensors: readonly (readonly [string, Tensor])[],
  dtype: "F32" | "F16",
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const elementBytes = dtype === "F32" ? 4 : 2;
  const entries: [string, unknown][] = Object.keys(metadata).length > 0 ? [["__metadata__", metadata]] : [];
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const begin = end;
    end += data.length * elementBytes;
    entries.push([name, { dtype, shape, data_offsets: [begin, end] }]);
  }
  return withLength(new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries))));
}

function withLength(json: Uint8Array): Uint8Array {
  const paddedLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + paddedLength).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(paddedLength), true);
  bytes.set(json, 8);
  return bytes;
}

function encode(name: string, { data }: Tensor, dtype: "F32" | "F16"): Uint8Array {
  if (!allFinite(data)) {
    throw new Fault(
      "non-finite",
      sentence`${name} holds values that are not finite numbers; it was not saved.`,
    );
  }
  const stored = dtype === "F32" ? data : encodeFloat16(data);
  if (stored instanceof Uint16Array && stored.some(isInfinite)) {
    throw new Fault("non-finite", sentence`${name} holds values too large for fp16; save the model as fp32.`);
  }
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

function isInfinite(half: number): boolean {
  return (half & 0x7fff) === 0x7c00;
}
