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

/** `tokens`: [id, token] of all tokens that text may be cut into. Edges lie in one open-addressing hash table. */
export function createVocabTrie(
  tokens: readonly (readonly [id: number, token: string])[],
  continuingPrefix: string,
): VocabTrie {
  const isContinuing = (token: string) => token.startsWith(continuingPrefix);
  const maxNodes = tokens.reduce((sum, [, token]) => sum + (isContinuing(token) ? 2 : 1) * token.length, 2);
  const capacity = 2 ** Math.ceil(Math.log2(2 * maxNodes));
  const parents = new Int32Array(capacity).fill(-1);
  const units = new Uint16Array(capacity);
  const children = new Int32Array(capacity);
  const ids = new Int32Array(maxNodes).fill(-1);
  let nodes = 2;

  function slotOf(node: number, unit: number): number {
    let slot = edgeHash(node, unit) & (capacity - 1);
    while (parents[slot] !== -1 && (parents[slot] !== node || units[slot] !== unit)) {
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  }

  function grow(node: number, unit: number): number {
    const slot = slotOf(node, unit);
    if (parents[slot] === -1) {
      parents[slot] = node;
      units[slot] = unit;
      children[slot] = nodes++;
    }
    return children[slot]!;
  }

  function insert(root: number, piece: string, id: number): void {
    let node = root;
    for (let k = 0; k < piece.length; k++) node = grow(node, piece.charCodeAt(k));
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
      const slot = slotOf(node, unit);
      return parents[slot] === -1 ? -1 : children[slot]!;
    },
    idAt: (node) => ids[node]!,
  };
}

function edgeHash(node: number, unit: number): number {
  const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
