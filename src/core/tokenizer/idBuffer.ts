/** A growable buffer of 32-bit integers. */
export class IdBuffer {
  private data: Int32Array<ArrayBuffer>;
  /** Number of integers in the buffer. */
  length = 0;

  constructor(initialCapacity = 1024) {
    this.data = new Int32Array(Math.max(1, initialCapacity));
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Appends source[from, from + count). */
  append(source: Int32Array, from: number, count: number): void {
    if (this.length + count > this.data.length) this.reserve(count);
    for (let k = 0; k < count; k++) this.data[this.length + k] = source[from + k]!;
    this.length += count;
  }

  clear(): void {
    this.length = 0;
  }

  /** A view of the contents, valid until the buffer grows. */
  view(): Int32Array<ArrayBuffer> {
    return this.data.subarray(0, this.length);
  }

  /** A copy of the contents. */
  toArray(): Int32Array<ArrayBuffer> {
    return this.data.slice(0, this.length);
  }

  private reserve(more: number): void {
    const grown = new Int32Array(Math.max(2 * this.data.length, this.length + more));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }
}
