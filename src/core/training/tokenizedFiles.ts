import { textHash } from "../corpus/textHash";
import type { TextPart } from "../corpus/textParts";
import { IdBuffer } from "../tokenizer/idBuffer";
import type { Tokenizer } from "../tokenizer/tokenizer";
import { forEachWord } from "../tokenizer/words";
import { Sequences } from "./sequences";

/** What is known of a file, or of a part of one, beside its tokens. */
export interface FileOrPart {
  readonly path: string;
  /** From the folder that is read; the path where it is absent. */
  readonly relativePath?: string | undefined;
  /** What of its text is meant; all where it is absent. */
  readonly part?: TextPart | undefined;
  /** The path of the earlier file that it nearly is a copy of. */
  readonly copyOf?: string | undefined;
}

/** Where a file's tokens, or those of a part of one, lie among all. */
export interface TokenizedFile extends FileOrPart {
  readonly relativePath: string;
  /** What it is called wherever its folder lies: the path from there; of a part also a hash of its beginning. */
  readonly name: string;
  /** The first of the file's examples. */
  readonly firstExample: number;
  readonly examples: number;
  readonly tokens: number;
  /** UTF-16 units of its text. */
  readonly characters: number;
}

/** What makes tokens of text. */
export type TokenEncoder = Pick<
  Tokenizer,
  "clsTokenId" | "sepTokenId" | "unkTokenId" | "encodeIds" | "startsWord"
>;

/**
 * The tokens of files, in the order in which they are added, as examples of the form [CLS] tokens [SEP]: one a
 * file, or one for each line that is not blank.
 */
export class TokenizedFiles {
  readonly files: TokenizedFile[] = [];
  readonly #ids = new IdBuffer(1 << 16);
  readonly #starts: number[] = [];

  constructor(
    readonly encoder: TokenEncoder,
    readonly lineByLine: boolean,
  ) {}

  /** @param text that of the file, or of its part */
  add(file: FileOrPart, text: string): void {
    const added = this.#addText(text);
    const characters = text.length;
    if (added.examples > 0) this.files.push({ ...named(file, text), ...added, characters });
  }

  /**
   * Adds a file that is tokenised already, without [CLS] and [SEP], as one example.
   * @param characters UTF-16 units of its text
   */
  addTokens(file: FileOrPart, tokens: Int32Array, characters: number): void {
    if (tokens.length === 0) return;
    const firstExample = this.#starts.length;
    this.#starts.push(this.#ids.length);
    this.#ids.push(this.encoder.clsTokenId);
    this.#ids.append(tokens, 0, tokens.length);
    this.#ids.push(this.encoder.sepTokenId);
    this.files.push({ ...named(file), firstExample, examples: 1, tokens: tokens.length + 2, characters });
  }

  /** The ids of a file, [CLS] and [SEP] of its examples included: a view. */
  idsOf({ firstExample, tokens }: TokenizedFile): Int32Array {
    const start = this.#starts[firstExample];
    return this.#ids.view().subarray(start, start + tokens);
  }

  /** A number for each word of a file, which its pieces make; unlike all others for one that is unknown. */
  wordsOf(file: TokenizedFile): Int32Array {
    const ids = this.idsOf(file);
    const first = this.#starts[file.firstExample];
    const words = new IdBuffer(ids.length);
    forEachWord(ids, this.encoder, (start, end) => {
      let word = ids[start] === this.encoder.unkTokenId ? -1 - first - start : ids[start];
      for (let at = start + 1; at < end; at++) word = Math.imul(word ^ ids[at], 0x01000193);
      words.push(word);
    });
    return words.view();
  }

  /** The same files with other ids, as another tokenizer makes them of the same text. */
  retokenized(encoder: TokenEncoder, retokenize: (ids: Int32Array) => Int32Array): TokenizedFiles {
    const result = new TokenizedFiles(encoder, this.lineByLine);
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

  /** The same files with the ids that another encoder makes of their texts; all of them, also one that becomes empty. */
  encodedAgain(encoder: TokenEncoder, textOf: (file: TokenizedFile) => string): TokenizedFiles {
    const result = new TokenizedFiles(encoder, this.lineByLine);
    for (const file of this.files) result.files.push({ ...file, ...result.#addText(textOf(file)) });
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

  #addText(text: string): Pick<TokenizedFile, "firstExample" | "examples" | "tokens"> {
    const firstExample = this.#starts.length;
    const start = this.#ids.length;
    for (const example of this.lineByLine ? text.split(/\r?\n/) : [text]) this.#addExample(example);
    return {
      firstExample,
      examples: this.#starts.length - firstExample,
      tokens: this.#ids.length - start,
    };
  }

  #addExample(text: string): void {
    const start = this.#ids.length;
    this.#ids.push(this.encoder.clsTokenId);
    this.encoder.encodeIds(text, this.#ids);
    if (this.#ids.length === start + 1) {
      this.#ids.length = start;
      return;
    }
    this.#ids.push(this.encoder.sepTokenId);
    this.#starts.push(start);
  }

  /** All tokens one after the other, cut into blocks (run_mlm's group_texts); what remains is a shorter last one. */
  #packed(files: readonly TokenizedFile[], length: number): Sequences {
    const joined = new IdBuffer(files.reduce((sum, { tokens }) => sum + tokens, 0));
    for (const file of files) joined.append(this.idsOf(file), 0, file.tokens);
    const count = Math.ceil(joined.length / length);
    const bounds = Array.from({ length: count }, (_, index) => index * length);
    return new Sequences(joined.toArray(), [...bounds, joined.length], true);
  }

  /** One sequence for each example; a longer one loses its end, but keeps its [SEP]. */
  #cutOff(files: readonly TokenizedFile[], length: number): Sequences {
    const joined = new IdBuffer();
    const bounds = [0];
    const all = this.#ids.view();
    for (const { firstExample, examples } of files) {
      for (let example = firstExample; example < firstExample + examples; example++) {
        const start = this.#starts[example];
        const whole = this.#endOf(example) - start;
        joined.append(all, start, Math.min(whole, length) - 1);
        joined.push(this.encoder.sepTokenId);
        bounds.push(joined.length);
      }
    }
    return new Sequences(joined.toArray(), bounds);
  }
}

/** UTF-16 units at the beginning of a part that name it. */
const BEGINNING = 200;

function named(file: FileOrPart, text = "") {
  const { path, part, relativePath = path } = file;
  const beginning = part && textHash(text.slice(0, BEGINNING)).toString(16);
  return { ...file, relativePath, name: part ? `${relativePath}#${beginning}` : relativePath };
}
