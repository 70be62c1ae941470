import { IdBuffer } from "./idBuffer";
import type { Encoding } from "./tokenizer";

/** Collects tokens with their places, in UTF-16 units. */
export class EncodingBuilder {
  readonly #ids = new IdBuffer();
  readonly #starts = new IdBuffer();
  readonly #ends = new IdBuffer();
  readonly #written = new Map<number, string>();

  /** `vocabulary`: the token of each id. */
  constructor(readonly vocabulary: readonly string[]) {}

  /** `written`: the token as this text has it, where that may be otherwise than in the vocabulary. */
  readonly add = (id: number, start: number, end: number, written?: string): void => {
    if (written !== undefined) this.#written.set(this.#ids.length, written);
    this.#ids.push(id);
    this.#starts.push(start);
    this.#ends.push(end);
  };

  build(): Encoding {
    const { vocabulary } = this;
    const written = this.#written;
    const ids = this.#ids.toArray();
    let tokens: string[] | undefined;
    return {
      ids,
      starts: this.#starts.toArray(),
      ends: this.#ends.toArray(),
      get tokens() {
        tokens ??= Array.from(ids, (id, at) => written.get(at) ?? vocabulary[id]!);
        return tokens;
      },
    };
  }
}
