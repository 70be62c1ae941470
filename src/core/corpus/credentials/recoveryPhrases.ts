import { wordlist } from "@scure/bip39/wordlists/english.js";

const WORDS: ReadonlySet<string> = new Set(wordlist);
/** Of the lengths in BIP-39 the shortest. */
const WORDS_IN_PHRASE = 12;
/** Between two words: a space, or the quotes, commas, numbers, dashes and line ends of a list. */
const GAP =
  /^(?: {1,2}|["'`]? ?,? ?["'`]?|["'`]?,?\s{0,12}(?:\d{1,2}[.):]? ?|[-*+] )?["'`]?|[ |]{1,3}\n[ |]{0,3}\d{1,2}[ |]{1,3}|\\n|[ |-]{1,3})$/;
/** Between two words of the list: any signs, spaces and a number, and no end of a sentence. */
const WIDE_GAP = /^[^\p{L}.:!?\\=<>{}_]{0,12}(?:\d{1,2}["']?[.:=])?[^\p{L}.:!?\\=<>{}_]{0,12}$/u;
const GAP_UNITS = 20;
/** What a list writes at each word beside signs and numbers. */
const MARKS = /<\/?(?:li|td|tr|p)\b[^<>]{0,60}>|\bword[ _-]?(?=\d{1,2}\b)/gi;
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
  "bip-39",
  "trezor",
  "bitcoin",
  "monero",
  "crypto",
  "exodus",
  "coinbase",
  "electrum",
  " words",
  "frase",
  "recupera",
  "r\u00e9cup",
  "wiederherstell",
  "merkw\u00f6rter",
  "palabras",
  "parole",
  "mots ",
  "sync code",
  "shamir",
];

/** Right in front of a phrase, whose words may be those of another list or language. */
const NAMED =
  /(?:mnemonic|seed|shamir|recovery|phrase|wallet|semilla|graine|wiederherstell|merkw\u00f6rter|r[e\u00e9]cup[e\u00e9]ra|frase|palabras)[^\n]{0,60}\n?[^\n]{0,12}$/i;
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
  /** Whether nothing wider than a `GAP` stood between two words. */
  isPlain: boolean;
}

/** Whether a text has as many words in a row as recover a wallet. */
export function hasRecoveryPhrase(text: string): boolean {
  let run: Run | undefined;
  let end = 0;
  const marked = text.replace(MARKS, (mark) => (mark.startsWith("<") ? " ; " : ""));
  for (const { 0: written, index } of marked.matchAll(/[\p{L}\p{M}]+/gu)) {
    const gap = index - end <= GAP_UNITS ? marked.slice(end, index) : undefined;
    const isPlain = gap !== undefined && GAP.test(gap);
    const follows = isPlain || (gap !== undefined && WIDE_GAP.test(gap));
    end = index + written.length;
    if (!isPhraseWord(written)) {
      run = undefined;
      continue;
    }
    const word = written.toLowerCase();
    if (!run || !follows) run = { words: [], known: 0, start: index, isPlain: true };
    else run.isPlain &&= isPlain;
    run.words.push(word);
    if (WORDS.has(word)) run.known++;
    if (run.words.length >= WORDS_IN_PHRASE && isPhrase(run, marked)) return true;
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

function isPhrase({ words, known, start, isPlain }: Run, text: string): boolean {
  if (!isByChance(words)) return false;
  if (known >= (isPlain ? KNOWN_SHARE : 1) * words.length) return true;
  return (
    isPlain &&
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
