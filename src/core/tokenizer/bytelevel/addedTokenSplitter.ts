import type { SegmentVisitor } from "../addedTokens";
import type { ByteLevelAddedToken } from "./spec";

/** Visits the stretches of `text` in order: added tokens and what lies between them; positions in UTF-16 units. */
export type AddedTokenSplitter = (text: string, visit: SegmentVisitor) => void;

/** A node of a prefix tree over UTF-16 units. */
interface Node {
  readonly children: Map<number, Node>;
  token?: ByteLevelAddedToken;
}

/** Finds the tokens by `contentOf`, the leftmost and longest first, as Hugging Face's library does. */
export function createAddedTokenSplitter(
  tokens: readonly ByteLevelAddedToken[],
  contentOf: (token: ByteLevelAddedToken) => string,
): AddedTokenSplitter {
  if (tokens.length === 0) return (text, visit) => visitRest(text, 0, visit);
  const root = prefixTree(tokens, contentOf);
  return (text, visit) => {
    let done = 0;
    for (let at = 0; at < text.length; ) {
      const match = root.children.has(text.charCodeAt(at)) ? longestAt(root, text, at) : undefined;
      if (match === undefined) {
        at++;
        continue;
      }
      const { token, end } = match;
      if (!token.singleWord || standsAlone(text, at, end)) {
        const start = token.lstrip ? Math.max(done, startOfSpace(text, at)) : at;
        if (start > done) visit(done, start, null);
        done = token.rstrip ? endOfSpace(text, end) : end;
        visit(start, done, token.id);
      }
      at = end;
    }
    visitRest(text, done, visit);
  };
}

function visitRest(text: string, from: number, visit: SegmentVisitor): void {
  if (from < text.length) visit(from, text.length, null);
}

function prefixTree(
  tokens: readonly ByteLevelAddedToken[],
  contentOf: (token: ByteLevelAddedToken) => string,
): Node {
  const root: Node = { children: new Map() };
  for (const token of tokens) {
    let node = root;
    const content = contentOf(token);
    for (let at = 0; at < content.length; at++) {
      const unit = content.charCodeAt(at);
      const child = node.children.get(unit) ?? { children: new Map() };
      node.children.set(unit, child);
      node = child;
    }
    node.token = token;
  }
  return root;
}

function longestAt(root: Node, text: string, from: number) {
  let longest: { readonly token: ByteLevelAddedToken; readonly end: number } | undefined;
  let node: Node | undefined = root;
  for (let at = from; node !== undefined; at++) {
    if (node.token) longest = { token: node.token, end: at };
    node = node.children.get(text.charCodeAt(at));
  }
  return longest;
}

const WORD_CHARACTER = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;
const WHITE_SPACE = /\p{White_Space}/u;

function standsAlone(text: string, start: number, end: number): boolean {
  const next = String.fromCodePoint(text.codePointAt(end) ?? 0);
  return !WORD_CHARACTER.test(charBefore(text, start)) && !WORD_CHARACTER.test(next);
}

/** The character that ends at `at`; empty at the beginning. */
function charBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at);
  return /[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : pair.slice(-1);
}

function startOfSpace(text: string, end: number): number {
  let at = end;
  while (at > 0 && WHITE_SPACE.test(text[at - 1]!)) at--;
  return at;
}

function endOfSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && WHITE_SPACE.test(text[at]!)) at++;
  return at;
}
