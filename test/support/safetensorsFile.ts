import { type ByteSource, bytesSource } from "../../src/core/formats/byteSource";

/** A safetensors file of this header (JSON text or value) and this many bytes of zeros as data. */
export function safetensorsFile(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  return withPrefix(BigInt(json.length), json, dataBytes);
}

/** A file whose eight bytes of length say what they are told. */
export function withPrefix(claimedLength: bigint, json: Uint8Array, dataBytes = 0): Uint8Array {
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, claimedLength, true);
  bytes.set(json, 8);
  return bytes;
}

/** A source that fails the test if a read leaves the file. */
export function strictSource(name: string, bytes: Uint8Array): ByteSource {
  const source = bytesSource(name, bytes);
  return {
    ...source,
    read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
        throw new RangeError(`read of ${length} bytes at ${offset}, the file has ${bytes.length}`);
      }
      return source.read(offset, length);
    },
  };
}

/** What a promise is rejected with; fails if it is fulfilled. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([promise]);
  if (outcome.status === "rejected") return outcome.reason;
  throw new Error("expected a rejection");
}
