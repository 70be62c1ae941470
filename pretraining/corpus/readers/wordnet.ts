import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Piece } from "../document";
import { seededRandom, shuffled } from "../random";

const PARTS = ["noun", "verb", "adj", "adv"] as const;
const SENTENCES_A_DOCUMENT = 8;

/** A synset of WordNet's database, as wndb(5WN) lays its lines out. */
export interface Synset {
  readonly offset: string;
  /** Lexicographer file: 13 is noun.food, for one. */
  readonly file: number;
  readonly words: readonly string[];
  readonly hyponyms: readonly string[];
  readonly definition: string;
  readonly examples: readonly string[];
}

/** The synsets of one part of speech from `data.noun`, `data.verb`, `data.adj` or `data.adv`. */
export function readSynsets(folder: string, part: (typeof PARTS)[number]): Synset[] {
  return readFileSync(join(folder, "usr/share/wordnet", `data.${part}`), "latin1")
    .split("\n")
    .filter((line) => /^\d{8} /.test(line))
    .map(parseSynset);
}

function parseSynset(line: string): Synset {
  const [data, gloss] = line.split(" | ", 2) as [string, string];
  const fields = data.split(" ");
  const wordCount = Number.parseInt(fields[3]!, 16);
  const words = Array.from({ length: wordCount }, (_, at) => fields[4 + 2 * at]!);
  const pointers = fields.slice(5 + 2 * wordCount).join(" ");
  const hyponyms = [...pointers.matchAll(/~i? (\d{8}) n/g)].map((match) => match[1]!);
  const examples = [...gloss.matchAll(/"([^"]+)"/g)].map((match) => match[1]!.trim());
  const definition = gloss.split(/; ?"/)[0]!.trim();
  return {
    offset: fields[0]!,
    file: Number(fields[1]),
    words: words.map((word) => word.replace(/\((a|p|ip)\)$/, "").replaceAll("_", " ")),
    hyponyms,
    definition,
    examples,
  };
}

/** An example as a written sentence; phrases of one to three words stay as they are. */
function asSentence(example: string): string {
  if (example.split(/\s+/).length < 4) return example;
  const capital = example[0]!.toUpperCase() + example.slice(1);
  return /[.!?'"]$/.test(capital) ? capital : `${capital.replace(/[,;:]$/, "")}.`;
}

function pages(kind: Piece["kind"], name: string, lines: readonly string[]): Piece[] {
  const mixed = shuffled(lines, seededRandom(1));
  return Array.from({ length: Math.ceil(mixed.length / SENTENCES_A_DOCUMENT) }, (_, page) => ({
    kind,
    path: `${name}-${page}`,
    text: mixed.slice(page * SENTENCES_A_DOCUMENT, (page + 1) * SENTENCES_A_DOCUMENT).join("\n"),
  }));
}

/** WordNet's example sentences as `examples`, and its definitions, each after its words, as `glosses`. */
export function readWordnet(folder: string): Piece[] {
  const synsets = PARTS.flatMap((part) => readSynsets(folder, part));
  const examples = synsets.flatMap(({ examples }) => examples.map(asSentence));
  const glosses = synsets.map(({ words, definition }) => `${words.slice(0, 3).join(", ")}: ${definition}.`);
  return [...pages("examples", "examples", examples), ...pages("glosses", "glosses", glosses)];
}
