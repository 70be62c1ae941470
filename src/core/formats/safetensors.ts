import { Fault } from "../errors";
import { sentence } from "../sentence";
import type { Tensor } from "../tensor";
import type { ByteSource } from "./byteSource";
import { allFinite } from "./finite";
import { decodeBfloat16, decodeFloat16 } from "./float16";
import { readSafetensorsHeader, type TensorEntry } from "./safetensorsHeader";

/** Every tensor of a safetensors file as fp32, in the order of the header; see `readTensor`. */
export async function readSafetensors(source: ByteSource): Promise<Map<string, Tensor>> {
  const { tensors } = await readSafetensorsHeader(source);
  const result = new Map<string, Tensor>();
  for (const [name, entry] of tensors) result.set(name, await readTensor(source, entry));
  return result;
}

/**
 * Reads one tensor as fp32. An aligned F32 range is a view of the bytes the source gave, not a copy.
 * Throws a `bad-model` Fault for a dtype that is no floating-point type, and for a value that is not finite in
 * fp32. Assumes a little-endian machine, like every platform of ONNX Runtime.
 */
export async function readTensor(source: ByteSource, entry: TensorEntry): Promise<Tensor> {
  const bytes = await source.read(entry.begin, entry.end - entry.begin);
  const data = decode(bytes, entry, source.name);
  if (!allFinite(data)) {
    throw new Fault(
      "bad-model",
      sentence`${source.name}: ${entry.name} holds values that are not finite numbers.`,
    );
  }
  return { shape: entry.shape, data };
}

function decode(bytes: Uint8Array, { name, dtype }: TensorEntry, source: string): Float32Array {
  switch (dtype) {
    case "F32":
      return viewAs(Float32Array, bytes);
    case "F16":
      return decodeFloat16(viewAs(Uint16Array, bytes));
    case "BF16":
      return decodeBfloat16(viewAs(Uint16Array, bytes));
    case "F64":
      return Float32Array.from(viewAs(Float64Array, bytes));
    default:
      throw new Fault(
        "bad-model",
        sentence`${source}: ${name} is ${dtype}; weights must be F32, F16, BF16 or F64.`,
      );
  }
}

interface ViewConstructor<View> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): View;
}

/** The bytes as elements of another type; copied only where they are not aligned for it. */
function viewAs<View>(type: ViewConstructor<View>, bytes: Uint8Array): View {
  const aligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new type(aligned.buffer, aligned.byteOffset, aligned.byteLength / type.BYTES_PER_ELEMENT);
}
