/** Token sequences stored end to end. */
export class Sequences {
  /**
   * @param bounds where each sequence begins in `ids`, and the end of the last.
   */
  constructor(
    readonly ids: Int32Array,
    readonly bounds: readonly number[],
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

  lengthOf(index: number): number {
    return this.bounds[index + 1] - this.bounds[index];
  }

  /** The sequences from `start` to `end`, over the same ids. */
  slice(start: number, end: number): Sequences {
    return new Sequences(this.ids, this.bounds.slice(start, end + 1));
  }
}
