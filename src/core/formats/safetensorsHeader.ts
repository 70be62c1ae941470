import { Fault } from "../errors";
import { excerpt, JsonCursor } from "../json/jsonCursor";
import { type Sentence, sentence } from "../sentence";
import { elementCount } from "../tensor";
import type { ByteSource } from "./byteSource";

/** Bytes per element of the dtypes that safetensors writes in whole bytes. */
const dtypeBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
} as const;

export type Dtype = keyof typeof dtypeBytes;

/** Where one tensor lies; `begin` and `end` are byte offsets from the start of the file. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

type Raise = (problem: Sentence) => Fault;

/** The reference implementation's limit, in bytes. */
const largestHeader = 100_000_000;
const prefixBytes = 8;
const mostDimensions = 16;

/**
 * Reads and validates the header of a safetensors file (https://huggingface.co/docs/safetensors): eight
 * little-endian bytes of length, then JSON. Every tensor is known to lie in the file, to have the size that
 * its dtype and shape ask for, and the tensors to cover the data without gap or overlap.
 * Throws a `bad-model` Fault that names the source.
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<SafetensorsHeader> {
  const raise: Raise = (problem) =>
    new Fault("bad-model", sentence`${source.name} is not a valid safetensors file: ${problem}.`);
  const length = await readHeaderLength(source, raise);
  const text = decodeUtf8(await source.read(prefixBytes, length), raise);
  const header = parseHeader(new JsonCursor(text, raise), prefixBytes + length);
  checkLayout(header.tensors, prefixBytes + length, source.size, raise);
  return header;
}

async function readHeaderLength(source: ByteSource, raise: Raise): Promise<number> {
  if (source.size < prefixBytes) throw raise(sentence`it has only ${source.size} bytes`);
  const prefix = await source.read(0, prefixBytes);
  const length = Number(new DataView(prefix.buffer, prefix.byteOffset, prefixBytes).getBigUint64(0, true));
  if (length > largestHeader) throw raise(sentence`its header claims ${length} bytes, 100 MB is the limit`);
  if (prefixBytes + length > source.size) {
    throw raise(sentence`its header claims ${length} bytes, the whole file has ${source.size}`);
  }
  return length;
}

function decodeUtf8(bytes: Uint8Array, raise: Raise): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw raise(sentence`its header is not UTF-8`);
  }
}

function parseHeader(cursor: JsonCursor, dataStart: number): SafetensorsHeader {
  const metadata = new Map<string, string>();
  const tensors = new Map<string, TensorEntry>();
  cursor.object((name) => {
    if (name === "__metadata__") cursor.object((key) => metadata.set(key, cursor.string()));
    else tensors.set(name, parseEntry(cursor, name, dataStart));
  });
  cursor.end();
  return { metadata, tensors };
}

function parseEntry(cursor: JsonCursor, name: string, dataStart: number): TensorEntry {
  if (name in Object.prototype || !/^\P{C}{1,500}$/u.test(name))
    cursor.fail(sentence`${excerpt(name)} is no tensor name`);
  const field: { dtype?: Dtype; shape?: number[]; offsets?: number[] } = {};
  cursor.object((key) => {
    if (key === "dtype") field.dtype = parseDtype(cursor, name);
    else if (key === "shape") field.shape = cursor.integers(mostDimensions);
    else if (key === "data_offsets") field.offsets = cursor.integers(2);
    else cursor.fail(sentence`${name} has the unknown field ${excerpt(key)}`);
  });
  const { dtype, shape, offsets } = field;
  if (!dtype || !shape || offsets?.length !== 2) {
    return cursor.fail(sentence`${name} needs a dtype, a shape and two data_offsets`);
  }
  return { name, dtype, shape, begin: dataStart + offsets[0], end: dataStart + offsets[1] };
}

function parseDtype(cursor: JsonCursor, name: string): Dtype {
  const dtype = cursor.string();
  if (Object.hasOwn(dtypeBytes, dtype)) return dtype as Dtype;
  return cursor.fail(sentence`${name} has the unknown dtype ${excerpt(dtype)}`);
}

function checkLayout(
  tensors: ReadonlyMap<string, TensorEntry>,
  dataStart: number,
  fileSize: number,
  raise: Raise,
): void {
  const inOrder = [...tensors.values()].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = dataStart;
  for (const tensor of inOrder) {
    checkSize(tensor, raise);
    if (tensor.end > fileSize)
      throw raise(sentence`${tensor.name} ends after the file, which may be cut off`);
    if (tensor.begin < covered) throw raise(sentence`${tensor.name} overlaps the tensor before it`);
    if (tensor.begin > covered) throw raise(sentence`there is a gap before ${tensor.name}`);
    covered = tensor.end;
  }
  if (covered !== fileSize) throw raise(sentence`${fileSize - covered} bytes after its last tensor`);
}

function checkSize({ name, dtype, shape, begin, end }: TensorEntry, raise: Raise): void {
  const bytes = elementCount(shape) * dtypeBytes[dtype];
  if (!Number.isSafeInteger(bytes)) throw raise(sentence`${name} has the impossible shape [${shape.join()}]`);
  if (end - begin !== bytes) {
    throw raise(
      sentence`${name} is ${dtype} [${shape.join()}], ${bytes} bytes, but its offsets span ${end - begin}`,
    );
  }
}
