/** Which of a fixed set of words a text contains, in one pass whatever their number. */
export interface KeywordSearch {
  /** Indices of the words that occur in `text`, ignoring the case of ASCII letters; each once, in no order. */
  find(text: string): Set<number>;
  /**
   * Calls `see` at each occurrence of a word with its index and the position behind it, in UTF-16 units, in a part of the text.
   * Takes where it was at the end of the part before, and returns where it is at the end of this one.
   */
  each(text: string, see: (word: number, end: number) => void, part?: TextPart): number;
}

export interface TextPart {
  readonly start: number;
  readonly end: number;
  readonly from: number;
}

interface Automaton {
  /** Distinct characters of the words, and one class for every other. */
  readonly width: number;
  /** [UTF-16 unit] -> class */
  readonly classOf: Uint16Array;
  /** [state, class] -> state */
  readonly next: Uint16Array;
  /** The words that end in a state; undefined where none does. */
  readonly ends: readonly (readonly number[] | undefined)[];
}

/** The automaton of Aho and Corasick, "Efficient string matching" (1975), over words whose ASCII letters are in lower case. */
export function keywordSearch(words: readonly string[]): KeywordSearch {
  const { width, classOf, next, ends } = build(words);
  const each: KeywordSearch["each"] = (text, see, part = { start: 0, end: text.length, from: 0 }) => {
    let row = part.from;
    for (let i = part.start; i < part.end; i++) {
      const state = next[row + classOf[text.charCodeAt(i)]];
      row = state * width;
      const words = ends[state];
      if (words !== undefined) for (const word of words) see(word, i + 1);
    }
    return row;
  };
  return {
    each,
    find(text) {
      const found = new Set<number>();
      each(text, (word) => found.add(word));
      return found;
    },
  };
}

function build(words: readonly string[]): Automaton {
  const { classOf, width } = classify(words);
  const states = 1 + words.reduce((sum, word) => sum + word.length, 0);
  const next = new Uint16Array(states * width);
  const ends: number[][] = Array.from({ length: states }, () => []);
  let used = 1;
  words.forEach((word, index) => {
    let state = 0;
    for (const char of word) {
      const edge = state * width + classOf[char.charCodeAt(0)];
      if (next[edge] === 0) next[edge] = used++;
      state = next[edge];
    }
    ends[state].push(index);
  });
  addFailures(next, ends, width);
  return { width, classOf, next, ends: ends.map((list) => (list.length > 0 ? list : undefined)) };
}

function classify(words: readonly string[]) {
  const classOf = new Uint16Array(65536);
  let width = 1;
  for (const char of new Set(words.join(""))) {
    classOf[char.charCodeAt(0)] = width;
    if (/[a-z]/.test(char)) classOf[char.toUpperCase().charCodeAt(0)] = width;
    width++;
  }
  return { classOf, width };
}

/** Breadth first: where the trie has no edge, go where the longest suffix that is itself a prefix of a word goes. */
function addFailures(next: Uint16Array, ends: number[][], width: number): void {
  const failure = new Uint16Array(ends.length);
  const queue = children(next, 0, width);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head];
    ends[state].push(...ends[failure[state]]);
    for (let c = 0; c < width; c++) {
      const edge = state * width + c;
      const fallback = next[failure[state] * width + c];
      if (next[edge] === 0) next[edge] = fallback;
      else {
        failure[next[edge]] = fallback;
        queue.push(next[edge]);
      }
    }
  }
}

function children(next: Uint16Array, state: number, width: number): number[] {
  return [...next.subarray(state * width, (state + 1) * width)].filter((child) => child !== 0);
}
