import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paraphrasesDemonstration, quotesDemonstration } from "./demonstration";
import type { Piece } from "./document";
import { seededRandom } from "./random";
import { readSynsets, type Synset } from "./readers/wordnet";

const FOLDER = join("pretraining", "grammar");
const SENTENCES = 48_000;
const SENTENCES_A_DOCUMENT = 8;
const MIN_EXAMPLES = 3;
const OWN_WEIGHT = 5;
const WHO: readonly (readonly [who: string, he: string, his: string, him: string])[] = [
  ..."Anna Maria Emma Lucy Nora Helen Clara Julia Sarah Alice"
    .split(" ")
    .map((name) => [name, "she", "her", "her"] as const),
  ..."Tom Peter Daniel Paul Martin Oscar David Simon Henry Leo"
    .split(" ")
    .map((name) => [name, "he", "his", "him"] as const),
  ["she", "she", "her", "her"],
  ["he", "he", "his", "him"],
  ["the girl", "she", "her", "her"],
  ["the boy", "he", "his", "him"],
  ["my mother", "she", "her", "her"],
  ["my father", "he", "his", "him"],
  ["the old man", "he", "his", "him"],
  ["the woman next door", "she", "her", "her"],
];

interface ClassRule {
  readonly under?: readonly string[];
  readonly file?: number;
  readonly also?: readonly string[];
  readonly only?: readonly string[];
}

type Lexicon = ReadonlyMap<string, readonly string[]>;

/** Everyday sentences from hand-written frames; nouns come from WordNet's hyponyms of each class, common ones only. */
export function writeGrammar(wordnetFolder: string): Piece[] {
  const lexicon = buildLexicon(join(wordnetFolder, "files"));
  const frames = readFileSync(join(FOLDER, "frames.txt"), "utf8")
    .split("\n")
    .filter((line) => /^[^#]/.test(line));
  const random = seededRandom(11);
  const sentences = new Set<string>();
  while (sentences.size < SENTENCES) {
    const sentence = fill(frames[Math.floor(random() * frames.length)]!, lexicon, random);
    if (!quotesDemonstration(sentence) && !paraphrasesDemonstration(sentence)) sentences.add(sentence);
  }
  const lines = [...sentences];
  return Array.from({ length: SENTENCES / SENTENCES_A_DOCUMENT }, (_, page) => ({
    kind: "grammar",
    path: `frames-${page}`,
    text: lines.slice(page * SENTENCES_A_DOCUMENT, (page + 1) * SENTENCES_A_DOCUMENT).join("\n"),
  }));
}

function buildLexicon(folder: string): Lexicon {
  const nouns = readSynsets(folder, "noun");
  const examples = (["noun", "verb", "adj", "adv"] as const).flatMap((part) =>
    readSynsets(folder, part).flatMap((synset) => synset.examples),
  );
  const isCommon = commonWords(examples);
  const isFirstSense = firstSenses(folder);
  const adjectives = new Set(readSynsets(folder, "adj").flatMap(({ words }) => words));
  const rules = JSON.parse(readFileSync(join(FOLDER, "classes.json"), "utf8")) as Record<string, ClassRule>;
  const bySynset = new Map(nouns.map((synset) => [synset.offset, synset]));
  return new Map(
    Object.entries(rules).map(([name, rule]) => {
      if (rule.only) return [name, rule.only];
      const found = [...hyponyms(nouns, bySynset, rule)]
        .flatMap(({ offset, words }) => words.filter((word) => isFirstSense(word, offset)))
        .filter((word) => /^[a-z]{3,}$/.test(word) && isCommon(word) && !adjectives.has(word));
      const own = Array.from({ length: OWN_WEIGHT }, () => rule.also ?? []).flat();
      return [name, [...new Set(found), ...own]];
    }),
  );
}

function commonWords(examples: readonly string[]): (word: string) => boolean {
  const counts = new Map<string, number>();
  for (const word of examples.join(" ").match(/[a-z]+/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => (counts.get(word) ?? 0) + (counts.get(plural(word)) ?? 0) >= MIN_EXAMPLES;
}

/** Whether a synset is the first that `index.noun` lists for a word: its most frequent sense. */
function firstSenses(folder: string): (word: string, offset: string) => boolean {
  const first = new Map<string, string>();
  for (const line of readFileSync(join(folder, "usr/share/wordnet/index.noun"), "latin1").split("\n")) {
    const offset = /(?<= )\d{8}(?= |$)/.exec(line)?.[0];
    if (offset) first.set(line.slice(0, line.indexOf(" ")), offset);
  }
  return (word, offset) => first.get(word) === offset;
}

function hyponyms(
  nouns: readonly Synset[],
  bySynset: ReadonlyMap<string, Synset>,
  rule: ClassRule,
): Set<Synset> {
  const inFile = (synset: Synset): boolean => rule.file === undefined || synset.file === rule.file;
  const queue = nouns.filter((synset) => inFile(synset) && rule.under?.includes(synset.words[0]!));
  const found = new Set<Synset>();
  for (const synset of queue)
    for (const offset of synset.hyponyms) {
      const below = bySynset.get(offset);
      if (!below || found.has(below)) continue;
      found.add(below);
      queue.push(below);
    }
  return found;
}

function fill(frame: string, lexicon: Lexicon, random: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const [who, he, his, him] = pick(WHO);
  const used = new Map<string, string>([
    ["who", who],
    ["he", he],
    ["his", his],
    ["him", him],
  ]);
  const wordOf = (slot: string): string => {
    let word = used.get(slot);
    while (word === undefined) {
      const candidate = pick(lexicon.get(slot.replace(/\d$/, ""))!);
      if (![...used.values()].includes(candidate)) word = candidate;
    }
    used.set(slot, word);
    return word;
  };
  const filled = frame.replace(/\{(?:(a|s):)?(\w+)\}/g, (_, form: string | undefined, slot: string) => {
    const word = wordOf(slot[0]!.toLowerCase() + slot.slice(1));
    if (form) return form === "a" ? withArticle(word) : plural(word);
    return /^[A-Z]/.test(slot) ? capitalise(word) : word;
  });
  return capitalise(filled.replace(/\b(A|a) (?=[aeiou])/g, "$1n "));
}

function capitalise(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function withArticle(noun: string): string {
  return /^(?:[aeio]|u(?!ni|se))/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  mouse: "mice",
  foot: "feet",
  tooth: "teeth",
  child: "children",
  sheep: "sheep",
  fish: "fish",
  wolf: "wolves",
  calf: "calves",
  wife: "wives",
  goose: "geese",
  ox: "oxen",
};

function plural(noun: string): string {
  if (IRREGULAR[noun]) return IRREGULAR[noun];
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/(?:potat|tomat|mang|her)o$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
