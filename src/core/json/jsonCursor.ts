import type { Fault } from "../errors";
import { type Sentence, sentence } from "../sentence";

/** Far more than any file of ours has; a file of empty members would cost many times its size. */
const mostMembers = 100_000;

/**
 * Walks a JSON text whose grammar the caller knows. Unlike `JSON.parse` it sees keys held twice, and what the
 * grammar does not hold costs no memory (100 MB of "[" would cost `JSON.parse` 4 GB).
 * Every method throws what `raise` makes of the problem, with the position (UTF-16 units) where the text departs from it.
 */
export class JsonCursor {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly raise: (problem: Sentence) => Fault,
  ) {}

  /** Members of an object, `read` being called after each `"key":`; a key held twice is an error. */
  object(read: (key: string) => void): void {
    const keys = new Set<string>();
    this.list("{", "}", () => {
      const key = this.string();
      if (keys.size === mostMembers) this.fail(sentence`more than ${mostMembers} members`);
      if (keys.has(key)) this.fail(sentence`the key ${excerpt(key)} is there twice`);
      keys.add(key);
      this.expect(":");
      read(key);
    });
  }

  /** An array of at most `limit` non-negative safe integers. */
  integers(limit: number): number[] {
    const values: number[] = [];
    this.list("[", "]", () => {
      if (values.push(this.integer()) > limit) this.fail(sentence`more than ${limit} numbers`);
    });
    return values;
  }

  string(): string {
    this.skipSpace();
    if (this.text[this.at] !== '"') this.fail(sentence`expected a string`);
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    const literal = this.text.slice(this.at, end + 1);
    try {
      const value: string = JSON.parse(literal);
      this.at = end + 1;
      return value;
    } catch {
      return this.fail(sentence`the string is not valid JSON`);
    }
  }

  /** Fails unless only white space is left. */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) this.fail(sentence`expected the end`);
  }

  fail(problem: Sentence): never {
    throw this.raise(sentence`${problem} (at character ${this.at})`);
  }

  private integer(): number {
    this.skipSpace();
    const number = /(?:0|[1-9]\d{0,15})(?![\d.eE])/y;
    number.lastIndex = this.at;
    const value = Number(number.exec(this.text)?.[0] ?? Number.NaN);
    if (!Number.isSafeInteger(value)) this.fail(sentence`expected a whole number from 0 to 2^53 - 1`);
    this.at = number.lastIndex;
    return value;
  }

  private list(open: string, close: string, readItem: () => void): void {
    this.expect(open);
    if (this.accept(close)) return;
    do readItem();
    while (this.accept(","));
    this.expect(close);
  }

  private expect(character: string): void {
    if (!this.accept(character)) this.fail(sentence`expected ${excerpt(character)}`);
  }

  private accept(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && " \t\n\r".includes(this.text[this.at])) this.at++;
  }
}

/** A key or a name as it can stand in a sentence. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
