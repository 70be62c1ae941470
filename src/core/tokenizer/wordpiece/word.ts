import { mixHash } from "../wordCache";

/** The normalised word that a splitter has just read; one object is used for all words. */
export class Word {
  /** Normalised UTF-16 units; of a word with more than `maxCodePoints` only the first ones. */
  readonly units: Uint16Array;
  /** Number of UTF-16 units. */
  length = 0;
  codePoints = 0;
  hash = 0;
  /** Where the word begins and ends in the original text, in UTF-16 units. */
  start = 0;
  end = 0;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private aligned = false;

  constructor(readonly maxCodePoints: number) {
    this.units = new Uint16Array(2 * maxCodePoints);
    this.starts = new Int32Array(2 * maxCodePoints);
    this.ends = new Int32Array(2 * maxCodePoints);
  }

  get tooLong(): boolean {
    return this.codePoints > this.maxCodePoints;
  }

  clear(): void {
    this.length = 0;
    this.codePoints = 0;
    this.hash = 0;
    this.aligned = false;
  }

  /** Sets a word whose units, already in `units`, stand one for one for text[start, start + length). */
  setAligned(start: number, length: number, hash: number): void {
    this.length = length;
    this.codePoints = length;
    this.hash = hash;
    this.start = start;
    this.end = start + length;
    this.aligned = true;
  }

  /** Appends a normalised character that stands for text[start, end). */
  append(char: string, start: number, end: number): void {
    if (this.length === 0) this.start = start;
    this.end = end;
    this.codePoints++;
    for (let k = 0; k < char.length; k++) this.appendUnit(char.charCodeAt(k), start, end);
  }

  private appendUnit(unit: number, start: number, end: number): void {
    if (this.length < this.units.length) {
      this.units[this.length] = unit;
      this.starts[this.length] = start;
      this.ends[this.length] = end;
    }
    this.hash = mixHash(this.hash, unit);
    this.length++;
  }

  /** The normalised word; it must not be too long. */
  toString(): string {
    return String.fromCharCode.apply(null, this.units.subarray(0, this.length) as unknown as number[]);
  }

  /** Where the unit at `index` begins in the original text. */
  startOf(index: number): number {
    return this.aligned ? this.start + index : this.starts[index]!;
  }

  /** Where the unit at `index` ends in the original text. */
  endOf(index: number): number {
    return this.aligned ? this.start + index + 1 : this.ends[index]!;
  }
}
