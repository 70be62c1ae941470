import { describeOptions, parseOptions } from "../src/cli/options";
import { DEFAULT_CORPUS_OPTIONS } from "../src/core/corpus/options";
import { createWordFiller, type WordCandidate } from "../src/core/prediction/fillWords";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor, type Predictor } from "../src/core/prediction/predictor";
import { createRandom } from "../src/core/random";
import { loadModel } from "../src/engine/models/loadModel";
import { scanCorpus } from "../src/node/corpus/scan";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { type HiddenWords, hideWords, MAX_PIECES, passages } from "./shared/hiddenWords";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  passages: { kind: "integer", default: 300, min: 1, max: 100_000, help: "passages for each row" },
  spread: { kind: "integer", default: 3, min: 1, max: 20, help: "words from one mask to the next, at most" },
  seed: { kind: "integer", default: 7, min: 0, max: 2 ** 31, help: "of the choice of words" },
  threads: { kind: "integer", default: 1, min: 1, max: 1024, help: "processor threads to use" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- multi-mask MODEL FOLDER [OPTIONS]

How many hidden words of FOLDER, which should hold text that MODEL was not trained on, the editor finds: several masks
near each other, filled in different orders; and one mask, by the pieces of the hidden word and of those tried.

${describeOptions(OPTIONS)}`;

type Fill = (text: string, masks: readonly number[], maxPieces: number) => Promise<WordCandidate[][]>;
type Order = (hidden: HiddenWords, fill: Fill) => Promise<string[]>;

/** The words in the order of the masks, each mask answered in the order that the name says. */
const ORDERS: Readonly<Record<string, Order>> = {
  "each for itself": async ({ text, masks }, fill) =>
    Promise.all(masks.map(async (mask) => best((await fill(text, [mask], MAX_PIECES))[0]).text)),
  "left to right": async ({ text, masks }, fill) =>
    (await fill(text, masks, MAX_PIECES)).map((candidates) => best(candidates).text),
  "most certain first": mostCertainFirst,
};

async function mostCertainFirst({ text, masks }: HiddenWords, fill: Fill): Promise<string[]> {
  const words: string[] = [];
  let [filled, left] = [text, masks.map((offset, index) => ({ offset, index }))];
  while (left.length > 0) {
    const answers: WordCandidate[] = [];
    for (const { offset } of left) answers.push(best((await fill(filled, [offset], MAX_PIECES))[0]));
    const certain = answers.reduce((top, { score }, at) => (score > answers[top].score ? at : top), 0);
    const { offset, index } = left[certain];
    words[index] = answers[certain].text;
    filled = filled.slice(0, offset) + words[index] + filled.slice(offset + "[MASK]".length);
    const shift = words[index].length - "[MASK]".length;
    left = left
      .filter((_, at) => at !== certain)
      .map((mask) => ({ ...mask, offset: mask.offset > offset ? mask.offset + shift : mask.offset }));
  }
  return words;
}

const best = ([first]: readonly WordCandidate[]): WordCandidate => first;
const percent = (part: number, whole: number): string =>
  whole === 0 ? "" : `${((100 * part) / whole).toFixed(1)} %`;

async function compareOrders(samples: readonly HiddenWords[], fill: Fill, same: Same): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [name, order] of Object.entries(ORDERS)) {
    let [found, all, total] = [0, 0, 0];
    const start = performance.now();
    for (const sample of samples) {
      const words = await order(sample, fill);
      const right = words.filter((word, at) => same(word, sample.words[at].text)).length;
      found += right;
      total += words.length;
      if (right === words.length) all++;
    }
    const milliseconds = (performance.now() - start) / samples.length;
    const masks = samples[0].masks.length;
    rows.push([
      `${masks} masks, ${name}`,
      percent(found, total),
      percent(all, samples.length),
      milliseconds.toFixed(0),
    ]);
  }
  return rows;
}

/**
 * One row for each number of pieces tried: accuracy among the first and the first five, by pieces of the answer, and the
 * sequences that the model saw for a word.
 */
async function comparePieces(
  samples: readonly HiddenWords[],
  fill: Fill,
  same: Same,
  seen: () => number,
): Promise<string[][]> {
  const rows: string[][] = [];
  for (let tried = 1; tried <= MAX_PIECES; tried++) {
    const first = new Array<number>(MAX_PIECES + 1).fill(0);
    const five = [...first];
    const counts = [...first];
    const before = seen();
    for (const { text, masks, words } of samples) {
      const candidates = (await fill(text, masks, tried))[0];
      const rank = candidates.findIndex((candidate) => same(candidate.text, words[0].text));
      for (const column of [0, words[0].pieces.length]) {
        counts[column]++;
        if (rank === 0) first[column]++;
        if (rank >= 0 && rank < 5) five[column]++;
      }
    }
    const cells = counts.map(
      (count, column) => `${percent(first[column], count)} / ${percent(five[column], count)}`,
    );
    const sequences = ((seen() - before) / samples.length).toFixed(1);
    rows.push([`up to ${tried}`, ...cells.map((cell, column) => `${cell} of ${counts[column]}`), sequences]);
  }
  return rows;
}

type Same = (a: string, b: string) => boolean;

async function bench(
  model: string,
  folder: string,
  values: ReturnType<typeof parse>["values"],
): Promise<void> {
  const { config, parameters, tokenizer } = await loadModel(model);
  const backend = onnxRuntimeBackend({ threads: values.threads, spinning: false });
  const predictor = await createPredictor(backend, config, parameters, USUAL_PRECISION);
  const { signal } = new AbortController();
  let seen = 0;
  const logits: Predictor["logits"] = (sequences) => {
    seen += sequences.length;
    return predictor.logits(sequences);
  };
  const fillWords = createWordFiller({ ...predictor, logits }, tokenizer);
  const fill: Fill = (text, masks, maxPieces) =>
    fillWords(text, masks, { topK: 5, windowTokens: 128, maxPieces, beams: 2, signal });
  const tokens = (word: string) => tokenizer.encode(word, { addSpecialTokens: false }).ids.join();
  const same: Same = (a, b) => tokens(a) === tokens(b);
  const found = passages(await readTexts(folder), tokenizer);
  if (found.length === 0) throw new Error(`${folder} has no text of six lines or more.`);
  const random = createRandom(values.seed);
  const draw = (count: number): HiddenWords[] => {
    const samples: HiddenWords[] = [];
    for (let attempt = 0; samples.length < values.passages && attempt < 50 * values.passages; attempt++) {
      const passage = found[random.nextBelow(found.length)];
      const sample = hideWords(passage, tokenizer, { count, spread: values.spread }, random);
      if (sample !== undefined) samples.push(sample);
    }
    if (samples.length === 0) throw new Error(`${folder} has too few words in a row.`);
    return samples;
  };
  const orders = [["masks", "words right", "all right", "ms"]];
  for (const count of [2, 3]) orders.push(...(await compareOrders(draw(count), fill, same)));
  console.log(`${markdownTable(orders)}\n`);
  const pieces = Array.from({ length: MAX_PIECES }, (_, index) => `${index + 1}`);
  const head = [
    "pieces tried",
    "all words, first / first five",
    ...pieces.map((count) => `of ${count} pieces`),
    "sequences seen",
  ];
  console.log(markdownTable([head, ...(await comparePieces(draw(1), fill, same, () => seen))]));
  await predictor.release();
}

async function readTexts(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { verdict } of scanCorpus([folder], DEFAULT_CORPUS_OPTIONS))
    if (verdict.kind === "read") texts.push(verdict.text);
  return texts;
}

const parse = (argv: readonly string[]) => parseOptions(OPTIONS, argv);

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parse(argv);
  const [model, folder] = positionals;
  if (values.help || model === undefined || folder === undefined) return console.log(HELP);
  await bench(model, folder, values);
}

runMain(main);
