import { wordlist } from "@scure/bip39/wordlists/english.js";

const WORDS: ReadonlySet<string> = new Set(wordlist);
/** Of the lengths in BIP-39 the shortest. */
const WORDS_IN_PHRASE = 12;
/** Between two words: a space, or the quotes, commas, numbers, dashes and line ends of a list. */
const GAP =
  /^(?: {1,2}|["'`]? ?,? ?["'`]?|["'`]?,?\s{0,12}(?:(?:word )?\d{1,2}[.):]? ?|[-*+] )?["'`]?|[ |]{1,3}\n[ |]{0,3}\d{1,2}[ |]{1,3}|\\n|[ |-]{1,3})$/;
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
  "semilla",
  "graine",
];

/** Right in front of a phrase, whose words may be those of another list or language. */
const NAMED =
  /(?:mnemonic|seed|recovery|phrase|wallet|semilla|graine|wiederherstell|recupera)[^\n]{0,60}\n?[^\n]{0,12}$/i;
const NAMED_UNITS = 90;
/** No list has these, and nearly every sentence of a dozen words. */
const FUNCTION_WORDS = new Set(
  `the and for that this with from are was were has have had not but you your all any can will may must its into when then than
  which they them these those there where what who how why one two use used using only each such also more most some other
  der die das und oder mit nicht ist sind auf für von den dem ein eine einer wird werden bei nach wenn auch sich
  les des une est pas pour que qui dans sur avec par sont los las una del por con para como más sin sus gli che non per sono della
  dei nel het een van niet voor met zijn dat uma não com`.split(/\s+/),
);

interface Run {
  readonly words: string[];
  known: number;
  readonly start: number;
}

/** Whether a text has as many words in a row as recover a wallet. */
export function hasRecoveryPhrase(text: string): boolean {
  let run: Run | undefined;
  let end = 0;
  for (const { 0: written, index } of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const follows = index - end <= 20 && GAP.test(text.slice(end, index));
    end = index + written.length;
    if (!isPhraseWord(written)) {
      run = undefined;
      continue;
    }
    const word = written.toLowerCase();
    if (!run || !follows) run = { words: [], known: 0, start: index };
    run.words.push(word);
    if (WORDS.has(word)) run.known++;
    if (run.words.length >= WORDS_IN_PHRASE && isPhrase(run, text)) return true;
    if (run.words.length >= WORDS_IN_PHRASE && WORDS.has(run.words.shift() ?? "")) run.known--;
  }
  return false;
}

/** In small letters, in capitals, or with a capital first. */
function isPhraseWord(word: string): boolean {
  return (
    word.length >= 3 &&
    word.length <= 10 &&
    (word.slice(1) === word.slice(1).toLowerCase() || word === word.toUpperCase())
  );
}

function isPhrase({ words, known, start }: Run, text: string): boolean {
  if (!isByChance(words)) return false;
  if (known >= KNOWN_SHARE * words.length) return true;
  return (
    !words.some((word) => FUNCTION_WORDS.has(word)) &&
    NAMED.test(text.slice(Math.max(0, start - NAMED_UNITS), start))
  );
}

/** No list of words in their order, and none of the phrases with which the standard is tested. */
function isByChance(words: readonly string[]): boolean {
  const inOrder = words.filter((word, i) => i > 0 && word >= words[i - 1]).length;
  return (
    new Set(words).size >= DISTINCT &&
    inOrder < words.length - 2 &&
    !/^(?:legal winner|letter advice)/.test(words.join(" "))
  );
}
