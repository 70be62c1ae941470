import { PairTable } from "../../pairTable";

/** The vocabulary as two prefix trees, over UTF-16 units: one of word beginnings, one of continuing pieces. */
export interface VocabTrie {
  /** Node before the first unit of a word. */
  readonly wordRoot: number;
  /** Node before the first unit of a continuing piece. */
  readonly continuingRoot: number;
  /** The node after `unit`, or -1. */
  step(node: number, unit: number): number;
  /** The token id that ends at a node, or -1. */
  idAt(node: number): number;
}

const WORD_ROOT = 0;
const CONTINUING_ROOT = 1;
/** The node behind the first edge; edges are numbered as they are made. */
const FIRST_CHILD = 2;

/** `tokens`: [id, token] of all tokens that text may be cut into. */
export function createVocabTrie(
  tokens: readonly (readonly [id: number, token: string])[],
  continuingPrefix: string,
): VocabTrie {
  const isContinuing = (token: string) => token.startsWith(continuingPrefix);
  const units = tokens.reduce((sum, [, token]) => sum + (isContinuing(token) ? 2 : 1) * token.length, 0);
  const edges = new PairTable(units);
  const ids = new Int32Array(FIRST_CHILD + units).fill(-1);

  function insert(root: number, piece: string, id: number): void {
    let node = root;
    for (let k = 0; k < piece.length; k++) node = FIRST_CHILD + edges.indexOf(node, piece.charCodeAt(k));
    if (piece !== "") ids[node] = id;
  }

  for (const [id, token] of tokens) {
    insert(WORD_ROOT, token, id);
    if (isContinuing(token)) insert(CONTINUING_ROOT, token.slice(continuingPrefix.length), id);
  }
  return {
    wordRoot: WORD_ROOT,
    continuingRoot: CONTINUING_ROOT,
    step(node, unit) {
      const edge = edges.find(node, unit);
      return edge === -1 ? -1 : FIRST_CHILD + edge;
    },
    idAt: (node) => ids[node]!,
  };
}
