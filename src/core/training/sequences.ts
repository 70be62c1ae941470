/** Where the tokens of a file begin in the ids. */
export interface FileStart {
  readonly path: string;
  readonly start: number;
}

/** Token sequences stored end to end. */
export class Sequences {
  /**
   * @param bounds where each sequence begins in `ids`, and the end of the last.
   * @param files whose tokens these are, in their order.
   */
  constructor(
    readonly ids: Int32Array,
    readonly bounds: readonly number[],
    readonly files: readonly FileStart[] = [],
  ) {}

  /** The path of the file that the token with this index in `ids` is from. */
  fileOf(token: number): string | undefined {
    let [low, high] = [0, this.files.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.files[middle].start <= token) low = middle + 1;
      else high = middle;
    }
    return this.files[low - 1]?.path;
  }

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
    return new Sequences(this.ids, this.bounds.slice(start, end + 1), this.files);
  }
}
