import { IdBuffer } from "../tokenizer/idBuffer";
import type { WordPieceTokenizer } from "../tokenizer/tokenizer";
import { type FileStart, Sequences } from "./sequences";

/** Where a file's tokens lie among those of all files. */
export interface TokenizedFile {
  readonly path: string;
  /** What it is called wherever its folder lies: the path from there. */
  readonly name: string;
  /** The first of the file's examples. */
  readonly firstExample: number;
  readonly examples: number;
  readonly tokens: number;
}

/**
 * The tokens of files, in the order in which they are added, as examples of the form [CLS] tokens [SEP]: one a
 * file, or one for each line that is not blank.
 */
export class TokenizedFiles {
  readonly files: TokenizedFile[] = [];
  readonly #ids = new IdBuffer(1 << 16);
  readonly #starts: number[] = [];

  constructor(
    readonly tokenizer: WordPieceTokenizer,
    readonly lineByLine: boolean,
  ) {}

  add(path: string, text: string, name = path): void {
    const firstExample = this.#starts.length;
    const start = this.#ids.length;
    for (const example of this.lineByLine ? text.split(/\r?\n/) : [text]) this.#addExample(example);
    const examples = this.#starts.length - firstExample;
    if (examples > 0)
      this.files.push({ path, name, firstExample, examples, tokens: this.#ids.length - start });
  }

  /** Adds a file that is tokenised already, without [CLS] and [SEP], as one example. */
  addTokens(path: string, tokens: Int32Array, name = path): void {
    if (tokens.length === 0) return;
    const start = this.#ids.length;
    this.#starts.push(start);
    this.#ids.push(this.tokenizer.clsTokenId);
    this.#ids.append(tokens, 0, tokens.length);
    this.#ids.push(this.tokenizer.sepTokenId);
    const firstExample = this.#starts.length - 1;
    this.files.push({ path, name, firstExample, examples: 1, tokens: tokens.length + 2 });
  }

  /** The ids of a file, [CLS] and [SEP] of its examples included: a view. */
  idsOf({ firstExample, tokens }: TokenizedFile): Int32Array {
    const start = this.#starts[firstExample];
    return this.#ids.view().subarray(start, start + tokens);
  }

  /** The same files with other ids, as another tokenizer makes them of the same text. */
  retokenized(tokenizer: WordPieceTokenizer, retokenize: (ids: Int32Array) => Int32Array): TokenizedFiles {
    const result = new TokenizedFiles(tokenizer, this.lineByLine);
    for (const file of this.files) {
      const firstExample = result.#starts.length;
      const start = result.#ids.length;
      for (let example = file.firstExample; example < file.firstExample + file.examples; example++) {
        result.#starts.push(result.#ids.length);
        const ids = retokenize(this.#ids.view().subarray(this.#starts[example], this.#endOf(example)));
        result.#ids.append(ids, 0, ids.length);
      }
      result.files.push({ ...file, firstExample, tokens: result.#ids.length - start });
    }
    return result;
  }

  #endOf(example: number): number {
    return this.#starts[example + 1] ?? this.#ids.length;
  }

  get tokens(): number {
    return this.#ids.length;
  }

  /** The examples of some files as training sequences of at most `maxSeqLength` tokens. */
  sequences(files: readonly TokenizedFile[], maxSeqLength: number): Sequences {
    return this.lineByLine ? this.#cutOff(files, maxSeqLength) : this.#packed(files, maxSeqLength);
  }

  #addExample(text: string): void {
    const start = this.#ids.length;
    this.#ids.push(this.tokenizer.clsTokenId);
    this.tokenizer.encodeIds(text, this.#ids);
    if (this.#ids.length === start + 1) {
      this.#ids.length = start;
      return;
    }
    this.#ids.push(this.tokenizer.sepTokenId);
    this.#starts.push(start);
  }

  /** All tokens one after the other, cut into blocks (run_mlm's group_texts); what remains is a shorter last one. */
  #packed(files: readonly TokenizedFile[], length: number): Sequences {
    const joined = new IdBuffer(files.reduce((sum, { tokens }) => sum + tokens, 0));
    const starts: FileStart[] = [];
    for (const file of files) {
      starts.push({ path: file.path, start: joined.length });
      joined.append(this.idsOf(file), 0, file.tokens);
    }
    const count = Math.ceil(joined.length / length);
    const bounds = Array.from({ length: count }, (_, index) => index * length);
    return new Sequences(joined.toArray(), [...bounds, joined.length], starts);
  }

  /** One sequence for each example; a longer one loses its end, but keeps its [SEP]. */
  #cutOff(files: readonly TokenizedFile[], length: number): Sequences {
    const joined = new IdBuffer();
    const bounds = [0];
    const all = this.#ids.view();
    const starts: FileStart[] = [];
    for (const { path, firstExample, examples } of files) {
      starts.push({ path, start: joined.length });
      for (let example = firstExample; example < firstExample + examples; example++) {
        const start = this.#starts[example];
        const whole = this.#endOf(example) - start;
        joined.append(all, start, Math.min(whole, length) - 1);
        joined.push(this.tokenizer.sepTokenId);
        bounds.push(joined.length);
      }
    }
    return new Sequences(joined.toArray(), bounds, starts);
  }
}
