import { excerpt } from "../json/jsonCursor";
import { sentence } from "../sentence";
import type { AddedToken } from "./addedTokens";
import type { RaiseTokenizerFault } from "./tokenizerFault";

/** More tokens than any vocabulary has; a file that claims more is damaged. */
export const MAX_VOCAB_SIZE = 1 << 22;
/** The UTF-16 units of all tokens together, likewise. */
const MAX_VOCAB_UNITS = 1 << 24;

interface Tokens {
  readonly vocab: readonly string[];
  readonly addedTokens: readonly AddedToken[];
}

/** The tokens of a vocabulary, by their ids, which must go from 0 on without a gap. */
export function readVocab(idByToken: object, fault: RaiseTokenizerFault): string[] {
  const entries = Object.entries(idByToken);
  const vocab: string[] = [];
  if (entries.length > MAX_VOCAB_SIZE)
    throw fault(sentence`its vocabulary has more than ${MAX_VOCAB_SIZE} tokens`);
  for (const [token, id] of entries) {
    if (!isIdBelow(id, entries.length))
      throw fault(
        sentence`the id of ${excerpt(token)} is not a whole number from 0 to ${entries.length - 1}`,
      );
    if (vocab[id] !== undefined)
      throw fault(sentence`${excerpt(token)} and ${excerpt(vocab[id])} have the same id`);
    vocab[id] = token;
  }
  return vocab;
}

function isIdBelow(id: unknown, limit: number): id is number {
  return Number.isInteger(id) && (id as number) >= 0 && (id as number) < limit;
}

/** Checks that each token has one id and each id one token; returns the ids by the tokens. */
export function checkTokens(tokens: Tokens, fault: RaiseTokenizerFault): ReadonlyMap<string, number> {
  const { vocab, addedTokens } = tokens;
  const idOf = new Map<string, number>();
  const add = (token: string, id: number) => {
    const other = idOf.get(token);
    if (other !== undefined) throw fault(sentence`${excerpt(token)} has two ids, ${other} and ${id}`);
    idOf.set(token, id);
  };
  if (vocab.length > MAX_VOCAB_SIZE) throw fault(sentence`it has more than ${MAX_VOCAB_SIZE} tokens`);
  const all = [...vocab, ...addedTokens.map(({ content }) => content)];
  if (all.reduce((sum, { length }) => sum + length, 0) > MAX_VOCAB_UNITS)
    throw fault(sentence`its vocabulary is too large`);
  vocab.forEach(add);
  checkAddedTokens(tokens, fault, add);
  return idOf;
}

function checkAddedTokens(
  { vocab, addedTokens }: Tokens,
  fault: RaiseTokenizerFault,
  add: (token: string, id: number) => void,
): void {
  const contents = new Set<string>();
  let next = vocab.length;
  for (const { id, content } of addedTokens) {
    if (content === "") throw fault(sentence`added token ${id} is empty`);
    if (contents.has(content)) throw fault(sentence`${excerpt(content)} is added twice`);
    contents.add(content);
    if (id < vocab.length && vocab[id] !== content)
      throw fault(sentence`${excerpt(content)} and ${excerpt(vocab[id]!)} have the same id`);
    if (id < vocab.length) continue;
    if (id !== next++)
      throw fault(sentence`no token has the id ${next - 1}, but ${excerpt(content)} has the id ${id}`);
    add(content, id);
  }
}
