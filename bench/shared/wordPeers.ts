import { createWordTable } from "../../src/core/memory/wordTable";
import { bestIndices } from "../../src/core/prediction/softmax";
import type { Tokenizer } from "../../src/core/tokenizer/tokenizer";
import { Ngrams } from "../peers/ngrams";
import type { FileText, Hidden } from "./hiddenInFiles";

/** Offers words for a hidden one, best first. */
export type Offer = (hidden: Hidden) => readonly string[];

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The editor's own word-based suggestions at their best: the document's words, those nearest to the gap first. */
export const nearestWords: Offer = ({ file: { text }, start, end }) => {
  const places = [...text.matchAll(WORD)].filter(({ index }) => index !== start);
  const distance = (index: number) => (index < start ? start - index : index - end);
  const nearest = places.sort((a, b) => distance(a.index) - distance(b.index));
  return [...new Set(nearest.map(([word]) => word))];
};

/** A trigram model that sees both sides of the gap, counted on other files; it knows words of one token. */
export function trigramWords(others: readonly FileText[], tokenizer: Tokenizer, count: number): Offer {
  const encode = (text: string) =>
    tokenizer.encode(text, { addSpecialTokens: false, parseSpecialTokens: false }).ids;
  const ids = others.flatMap(({ text }) => [...encode(text), tokenizer.sepTokenId]);
  const ngrams = new Ngrams(Uint16Array.from(ids), tokenizer.vocabSize);
  const table = createWordTable(tokenizer);
  const isWord = Array.from({ length: tokenizer.vocabSize }, (_, id) => table.isRemembered([id], 0, 1));
  return ({ file: { text }, start, end }) => {
    const left = encode(text.slice(Math.max(0, start - 200), start));
    const right = encode(text.slice(end, end + 200));
    const shares = ngrams.between([...left.subarray(-2)], [...right.subarray(0, 2)]);
    const words = shares.map((share, id) => (isWord[id] ? share : 0));
    return bestIndices(words, count).map((id) => tokenizer.decode([id]));
  };
}
