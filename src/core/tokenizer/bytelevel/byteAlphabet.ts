import { sentence } from "../../sentence";
import type { RaiseTokenizerFault } from "../tokenizerFault";

/**
 * The character that stands for each byte in a vocabulary: itself where it is visible in Latin-1, else one from U+0100 on
 * (`bytes_to_unicode` in https://github.com/openai/gpt-2/blob/master/src/encoder.py).
 */
export const BYTE_CHARACTERS: readonly string[] = byteCharacters();

const BYTES: ReadonlyMap<string, number> = new Map(BYTE_CHARACTERS.map((char, byte) => [char, byte]));

function byteCharacters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isVisible(byte) ? byte : next++));
}

function isVisible(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

/** The bytes of a token; one that has other characters, as an added token may, stands for its own UTF-8. */
export function bytesOf(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let at = 0; at < token.length; at++) {
    const byte = BYTES.get(token[at]!);
    if (byte === undefined) return new TextEncoder().encode(token);
    bytes[at] = byte;
  }
  return bytes;
}

/** Bytes as a vocabulary writes them. */
export function written(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => BYTE_CHARACTERS[byte]).join("");
}

/** Throws where a byte has no token, so that some texts could not be written. */
export function checkBytes(vocab: readonly string[], fault: RaiseTokenizerFault): void {
  const tokens = new Set(vocab);
  const missing = BYTE_CHARACTERS.findIndex((char) => !tokens.has(char));
  if (missing >= 0) throw fault(sentence`its vocabulary has no token for the byte ${missing}`);
}
