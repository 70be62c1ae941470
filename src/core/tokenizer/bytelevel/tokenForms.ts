import type { Tokenizer } from "../tokenizer";
import type { ByteLevelSpec } from "./spec";

/** How tokens take part in words, which are letters and digits with the space before them. */
export type TokenForms = Pick<Tokenizer, "startsWord" | "continuesWord" | "leavesWordOpen" | "beginsWord">;

const [CONTINUES, OPEN, BEGINS_SPACED, BEGINS_JOINED] = [1, 2, 4, 8];
const BEGINS_IN_WORD = /^[\p{L}\p{M}\p{N}]/u;
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;

/** `bytes`: those of each token. */
export function createTokenForms({ addedTokens }: ByteLevelSpec, bytes: readonly Uint8Array[]): TokenForms {
  const added = new Set(addedTokens.map(({ id }) => id));
  const forms = Uint8Array.from(bytes, (token, id) => (added.has(id) ? 0 : formOf(token)));
  const continuesWord = (id: number) => (forms[id]! & CONTINUES) !== 0;
  const leavesWordOpen = (id: number) => (forms[id]! & OPEN) !== 0;
  return {
    startsWord: (id, previous) => previous === undefined || !continuesWord(id) || !leavesWordOpen(previous),
    continuesWord,
    leavesWordOpen,
    beginsWord: (id, spaced) => (forms[id]! & (spaced ? BEGINS_SPACED : BEGINS_JOINED)) !== 0,
  };
}

/** A token may hold parts of characters, which count as letters; one that is a single space belongs to what follows. */
function formOf(bytes: Uint8Array): number {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const continues = BEGINS_IN_WORD.test(text) || text.startsWith("\ufffd");
  const open = ENDS_IN_WORD.test(text) || text.endsWith("\ufffd") || text === " ";
  const begins = beginsWord(text) ? (text.startsWith(" ") ? BEGINS_SPACED : BEGINS_JOINED) : 0;
  return (continues ? CONTINUES : 0) | (open ? OPEN : 0) | begins;
}

/** No white space but the space before a word, which may be a token of its own, and no rest of a character. */
function beginsWord(text: string): boolean {
  return text === " " || /^ ?[^\p{White_Space}\ufffd]+\ufffd?$|^ \ufffd$/u.test(text);
}
