// Turns the downloaded packages into the cleaned corpus: shards by kind, a summary, and the notices.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, packageFolder } from "./corpus/cache";
import { cleanText, SHORT } from "./corpus/clean";
import type { Document, Piece } from "./corpus/document";
import { duplicateFilter, repeatedParagraphFilter } from "./corpus/duplicates";
import { writeGrammar } from "./corpus/grammar";
import { KIND_CAP_MB, KINDS, type Kind } from "./corpus/kinds";
import { hasCopyleftHeader, type Terms, termsOf } from "./corpus/licence";
import { licenceHeaderFilter } from "./corpus/licenceHeader";
import { type Notice, noticesText } from "./corpus/notices";
import { readOwnSentences } from "./corpus/ownSentences";
import { seededRandom, shuffled } from "./corpus/random";
import { readSource } from "./corpus/readers/read";
import { type Split, writeShards } from "./corpus/shards";
import { SOURCES, type Source } from "./corpus/sources";

const OWN = "workspace-mlm";
const MEGABYTE = 1_000_000;

interface Corpus {
  readonly documents: Readonly<Record<Split, Document[]>>;
  readonly notices: Notice[];
  readonly add: (split: Split, source: string, piece: Piece) => number;
}

/** Collects cleaned documents; what is nearly a copy of an earlier one is left out. */
function openCorpus(): Corpus {
  const documents: Record<Split, Document[]> = { train: [], heldout: [] };
  const isDuplicate = duplicateFilter();
  const withoutHeader = licenceHeaderFilter();
  const withoutRepeats = repeatedParagraphFilter();
  const add = (split: Split, source: string, piece: Piece): number => {
    const { kind, path } = piece;
    if (source !== OWN && hasCopyleftHeader(piece.text)) return 0;
    const trimmed =
      kind === "prose"
        ? withoutRepeats(piece.text)
        : SHORT.has(kind)
          ? piece.text
          : withoutHeader(piece.text);
    const text = cleanText(kind, trimmed);
    if (!text || (!SHORT.has(kind) && isDuplicate(text))) return 0;
    documents[split].push({ kind, source, path, text });
    return text.length;
  };
  return { documents, notices: [], add };
}

function addSource(corpus: Corpus, source: Source, terms: Terms): void {
  const taken = new Map<Kind, number>();
  let files = 0;
  for (const piece of readSource(join(packageFolder(source), "files"), source)) {
    const units = taken.get(piece.kind) ?? 0;
    if (units > source.cap * MEGABYTE || !terms.allows(piece.path)) continue;
    const added = corpus.add(source.heldOut ? "heldout" : "train", source.name, piece);
    taken.set(piece.kind, units + added);
    if (added > 0) files++;
  }
  const megabytes = [...taken].map(([kind, units]) => `${kind} ${(units / MEGABYTE).toFixed(2)}`).join(", ");
  console.log(`${source.name} ${terms.version}: ${files} documents, MB: ${megabytes}`);
  if (files > 0)
    corpus.notices.push({
      ...terms,
      name: source.name,
      registry: source.registry,
      heldOut: !!source.heldOut,
    });
}

/** Keeps a kind under its cap by dropping documents at random, then shuffles what is left. */
function select(documents: readonly Document[], kind: Kind, capMb: number): Document[] {
  let units = 0;
  return shuffled(
    documents.filter((document) => document.kind === kind),
    seededRandom(7),
  ).filter(({ text }) => {
    units += text.length;
    return units <= capMb * MEGABYTE;
  });
}

interface Count {
  readonly documents: number;
  readonly megabytes: number;
}

function write(corpus: Corpus, kind: Kind, split: Split): Count {
  const selected = select(corpus.documents[split], kind, split === "train" ? KIND_CAP_MB[kind] : 4);
  writeShards(kind, split, selected);
  const bytes = selected.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return { documents: selected.length, megabytes: Math.round(bytes / 10_000) / 100 };
}

type Summary = Partial<Record<Kind, Record<Split, Count>>>;

const SUMMARY = cacheFolder("corpus", "summary.json");
const OWN_KINDS: readonly Kind[] = ["sentences", "stories", "talks", "grammar"];

function addOwn(corpus: Corpus): void {
  for (const split of ["train", "heldout"] as const)
    for (const piece of readOwnSentences(split === "heldout")) corpus.add(split, OWN, piece);
  for (const piece of writeGrammar(packageFolder(SOURCES[0]!))) corpus.add("train", OWN, piece);
}

function addPackages(corpus: Corpus): void {
  const downloaded = SOURCES.map((source) => [source, termsOf(source)] as const);
  const order = downloaded.sort(([a], [b]) => Number(!!a.heldOut) - Number(!!b.heldOut));
  for (const [source, terms] of order) addSource(corpus, source, terms);
  const notices = join("models", "base", "DATA-NOTICES");
  mkdirSync(dirname(notices), { recursive: true });
  writeFileSync(notices, noticesText(corpus.notices));
}

/** With the argument `own` only our own sentences and the grammar's are written anew. */
function main(): void {
  const ownOnly = process.argv[2] === "own";
  const corpus = openCorpus();
  addOwn(corpus);
  if (!ownOnly) addPackages(corpus);
  const summary: Summary = ownOnly ? (JSON.parse(readFileSync(SUMMARY, "utf8")) as Summary) : {};
  for (const kind of ownOnly ? OWN_KINDS : KINDS)
    summary[kind] = { train: write(corpus, kind, "train"), heldout: write(corpus, kind, "heldout") };
  writeFileSync(SUMMARY, `${JSON.stringify(summary, null, 2)}\n`);
  console.table(
    Object.entries(summary).map(([kind, { train, heldout }]) => ({
      kind,
      ...train,
      heldout: heldout.megabytes,
    })),
  );
}

main();
