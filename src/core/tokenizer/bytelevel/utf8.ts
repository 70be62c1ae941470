/** Bytes of the UTF-8 of what stands at `at`, a lone surrogate being written as U+FFFD. */
export function utf8Length(text: string, at: number): number {
  const codePoint = text.codePointAt(at)!;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint > 0xffff ? 4 : 3;
}

/** A growable buffer of the UTF-8 of a stretch of text. */
export class Utf8Buffer {
  bytes = new Uint8Array(256);
  length = 0;

  /** Holds text[start, end) from now on. */
  write(text: string, start: number, end: number): void {
    const most = 3 * (end - start);
    if (most > this.bytes.length) this.bytes = new Uint8Array(2 * most);
    this.length = 0;
    for (let at = start; at < end; at++) {
      const codePoint = text.codePointAt(at)!;
      this.#push(codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint);
      if (codePoint > 0xffff) at++;
    }
  }

  #push(codePoint: number): void {
    const { bytes } = this;
    if (codePoint < 0x80) bytes[this.length++] = codePoint;
    else if (codePoint < 0x800) {
      bytes[this.length++] = 0xc0 | (codePoint >> 6);
      bytes[this.length++] = 0x80 | (codePoint & 0x3f);
    } else if (codePoint < 0x10000) {
      bytes[this.length++] = 0xe0 | (codePoint >> 12);
      bytes[this.length++] = 0x80 | ((codePoint >> 6) & 0x3f);
      bytes[this.length++] = 0x80 | (codePoint & 0x3f);
    } else {
      bytes[this.length++] = 0xf0 | (codePoint >> 18);
      bytes[this.length++] = 0x80 | ((codePoint >> 12) & 0x3f);
      bytes[this.length++] = 0x80 | ((codePoint >> 6) & 0x3f);
      bytes[this.length++] = 0x80 | (codePoint & 0x3f);
    }
  }
}
