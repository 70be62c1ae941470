/** The encodings that a file can have, by their names in the WHATWG Encoding standard. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export type Decoded =
  | { readonly kind: "text"; readonly text: string; readonly encoding: TextEncoding }
  | { readonly kind: "binary" }
  | { readonly kind: "undecodable" };

/** How many bytes decide whether a file is binary or UTF-16 without a byte order mark. */
const SAMPLE = 8192;

/** Formats that can do without a NUL byte in their first bytes; those with one need no signature. */
const SIGNATURES = ["%PDF-", "PK\x03\x04", "\x1f\x8b", "BZh", "\xfd7zXZ", "\x28\xb5\x2f\xfd", "7z\xbc\xaf"];

/**
 * The text of a whole file. A byte order mark decides; without one the text is UTF-8, or UTF-16 when it has the
 * zero bytes of Latin letters in every second place, or, where it is not valid UTF-8 and still reads like Western
 * prose or code, windows-1252. The byte order mark is not part of the text.
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return decodeAs(marked, bytes);
  const wide = utf16WithoutMark(bytes);
  if (wide !== undefined) return decodeAs(wide, bytes);
  if (looksBinary(bytes)) return { kind: "binary" };
  const unicode = decodeAs("utf-8", bytes);
  if (unicode.kind === "text") return unicode;
  return readsLikeWindows1252(bytes) ? decodeAs("windows-1252", bytes) : { kind: "undecodable" };
}

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? { kind: "binary" } : { kind: "text", text, encoding };
  } catch {
    return { kind: "undecodable" };
  }
}

function byteOrderMark(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/** UTF-16 of mostly Latin text: at least 70 % of the units have a zero high byte, under 2 % a zero low byte. */
function utf16WithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const units = Math.min(bytes.length, SAMPLE) >> 1;
  let zeroFirst = 0;
  let zeroSecond = 0;
  for (let i = 0; i < units; i++) {
    if (bytes[2 * i] === 0) zeroFirst++;
    if (bytes[2 * i + 1] === 0) zeroSecond++;
  }
  if (zeroSecond >= 0.7 * units && zeroFirst <= 0.02 * units) return "utf-16le";
  if (zeroFirst >= 0.7 * units && zeroSecond <= 0.02 * units) return "utf-16be";
  return undefined;
}

function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  if (SIGNATURES.some((signature) => startsWith(bytes, signature))) return true;
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (isControl(byte)) controls++;
  }
  return controls > 0.02 * sample.length;
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}

/** C0 controls that text does not use; tab, line ends, form feed and escape (terminal colours) are text. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f;
}

/**
 * Whether bytes that are not UTF-8 are plausibly windows-1252: no control byte and no byte that the code page leaves
 * undefined, at most 30 % above ASCII, and at least half of those next to an ASCII letter, as accents in words are.
 */
function readsLikeWindows1252(bytes: Uint8Array): boolean {
  let high = 0;
  let inWords = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isControl(byte) || isUndefinedInWindows1252(byte)) return false;
    if (byte < 0x80) continue;
    high++;
    if (isAsciiLetter(bytes[i - 1]) || isAsciiLetter(bytes[i + 1])) inWords++;
  }
  return high <= 0.3 * bytes.length && inWords >= 0.5 * high;
}

function isUndefinedInWindows1252(byte: number): boolean {
  return byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d;
}

function isAsciiLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
