/** Token sequences stored end to end. */
export class Sequences {
  /**
   * @param bounds where each sequence begins in `ids`, and the end of the last.
   * @param isStream whether they are a text cut into equal pieces, of which only the last may be shorter.
   */
  constructor(
    readonly ids: Int32Array,
    readonly bounds: readonly number[],
    readonly isStream = false,
  ) {}

  get count(): number {
    return this.bounds.length - 1;
  }

  get tokens(): number {
    return this.bounds[this.count] - this.bounds[0];
  }

  /** The ids of one sequence: a view. */
  at(index: number): Int32Array {
    return this.ids.subarray(this.bounds[index], this.bounds[index + 1]);
  }

  /** The same; a shorter one at the end of a stream with as many of the tokens before it as make `length`, if there are so many. */
  atLength(index: number, length: number): Int32Array {
    const end = this.bounds[index + 1];
    const missing = this.isStream ? Math.max(0, length - this.lengthOf(index)) : 0;
    return this.ids.subarray(Math.max(this.bounds[0], this.bounds[index] - missing), end);
  }

  lengthOf(index: number): number {
    return this.bounds[index + 1] - this.bounds[index];
  }

  /** The sequences from `start` to `end`, over the same ids. */
  slice(start: number, end: number): Sequences {
    return new Sequences(this.ids, this.bounds.slice(start, end + 1), this.isStream);
  }
}
