import { wordlist } from "@scure/bip39/wordlists/english.js";

const WORDS: ReadonlySet<string> = new Set(wordlist);
/** Of the lengths in BIP-39 the shortest. */
const WORDS_IN_PHRASE = 12;
/** Between two words: a space, or the quotes, commas, numbers, dashes and line ends of a list. */
const GAP =
  /^(?: {1,2}|["'`]? ?,? ?["'`]?|["'`]?,?\s{0,12}(?:\d{1,2}[.):]? ?|[-*+] )?["'`]?|\\n|[ |-]{1,3})$/;
/** Of the words in a row, so many are in the list and differ: people mistype, and prose has a third of its words there. */
const KNOWN_SHARE = 0.9;
const DISTINCT = 9;

/** Words that stand near a phrase that recovers a wallet. */
export const PHRASE_KEYWORDS = [
  "mnemonic",
  "seed",
  "phrase",
  "wallet",
  "recovery",
  "metamask",
  "ledger",
  "bip39",
];

/** Whether a text has as many words in a row as recover a wallet, nearly all of the BIP-39 list. */
export function hasRecoveryPhrase(text: string): boolean {
  let run: string[] = [];
  let known = 0;
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/[A-Za-z]+/g)) {
    const follows = index - end <= 20 && GAP.test(text.slice(end, index));
    end = index + word.length;
    if (!follows || !isPhraseWord(word)) [run, known] = [[], 0];
    if (!isPhraseWord(word)) continue;
    run.push(word);
    if (WORDS.has(word)) known++;
    if (run.length >= WORDS_IN_PHRASE && known >= KNOWN_SHARE * run.length && new Set(run).size >= DISTINCT)
      return true;
    if (run.length > 2 * WORDS_IN_PHRASE) [run, known] = [[], 0];
  }
  return false;
}

function isPhraseWord(word: string): boolean {
  return word.length >= 3 && word.length <= 8 && word === word.toLowerCase();
}
