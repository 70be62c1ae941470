import { describeOptions, parseOptions } from "../src/cli/options";
import { wordSource } from "../src/core/memory/knownWords";
import { createWordTable } from "../src/core/memory/wordTable";
import { createWordFiller, SEARCH_WHILE_TYPING, type WordFiller } from "../src/core/prediction/fillWords";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom } from "../src/core/random";
import { SHIPPED_RANKING } from "../src/core/ranking/shippedRanking";
import { loadModel } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { HELD_OUT_OPTIONS, holdOut } from "./shared/heldOut";
import { drawHidden, type FileText, type Hidden, WORDS } from "./shared/hiddenInFiles";
import { runMain } from "./shared/main";
import { quantile } from "./shared/rounds";
import { markdownTable } from "./shared/table";
import { nearestWords } from "./shared/wordPeers";
import { memoryOf } from "./shared/workspaceMemory";

const OPTIONS = {
  words: { kind: "integer", default: 100, min: 1, max: 100_000, help: "typed words of each folder" },
  ...HELD_OUT_OPTIONS,
} as const;

const HELP = `Usage: npm run bench -- next-word FOLDER... [OPTIONS]

How many keys are saved where words of held-out files are typed anew, each behind what stands before it, with the line's rest
still to come and the next lines there: with the words that the model offers in a list and as grey text, and with the
editor's word-based suggestions, in the order of the alphabet and the nearest first. A person takes the right word as soon as
that costs the fewest keys: its place in the list by arrow keys and Enter, or Tab.

${describeOptions(OPTIONS)}`;

const LISTED = 5;
/** As in the editor. */
const SURE = 0.5;
const { signal } = new AbortController();

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

/** Keys for one word by the way of typing, and the letters that it has. */
interface Typed {
  readonly letters: number;
  readonly keys: Readonly<Record<string, number>>;
  readonly milliseconds: readonly number[];
}

/** What is offered behind each number of letters that are typed, best first. */
type Offers = readonly (readonly { readonly text: string; readonly score: number }[])[];

async function bench(folders: readonly string[], values: Values): Promise<void> {
  const model = await loadModel(values.model);
  const backend = onnxRuntimeBackend({ threads: values.threads, spinning: false });
  const predictor = await createPredictor(backend, model.config, model.parameters, USUAL_PRECISION);
  const fill = createWordFiller(predictor, model.tokenizer, SHIPPED_RANKING);
  const table = createWordTable(model.tokenizer);
  const all: Typed[] = [];
  for (const folder of folders) {
    const { heldOut, others } = await holdOut(folder, values["held-out"]);
    const source = wordSource(table, memoryOf(others, model.tokenizer, table));
    const words = drawHidden(heldOut, WORDS, values.words, createRandom(values.seed));
    const typed: Typed[] = [];
    for (const word of words) typed.push(await type(word, fill, source));
    all.push(...typed);
    console.log(`\n${folder}: ${words.length} words\n\n${figures(typed)}`);
  }
  await predictor.release();
  if (folders.length > 1) console.log(`\nAll together: ${all.length} words\n\n${figures(all)}`);
}

async function type(hidden: Hidden, fill: WordFiller, source: ReturnType<typeof wordSource>): Promise<Typed> {
  const { file, start, end } = hidden;
  const word = file.text.slice(start, end);
  const text = `${file.text.slice(0, start)}[MASK]${restOfFile(file, end)}`;
  const offers: { text: string; score: number }[][] = [];
  const milliseconds: number[] = [];
  for (let letters = 0; letters < word.length; letters++) {
    const began = performance.now();
    const prefix = word.slice(0, letters);
    const [found] = await fill(text, [start], {
      ...SEARCH_WHILE_TYPING,
      topK: LISTED,
      prefix,
      signal,
      source,
    });
    milliseconds.push(performance.now() - began);
    offers.push(found);
  }
  const known = nearestWords(hidden);
  return {
    letters: word.length,
    milliseconds,
    keys: {
      "the model's list": listKeys(word, offers),
      "grey text": ghostKeys(word, offers),
      "word-based, by the alphabet": listKeys(word, wordBased(word, [...known].sort())),
      "word-based, the nearest first": listKeys(word, wordBased(word, known)),
    },
  };
}

function restOfFile({ text }: FileText, end: number): string {
  const next = text.indexOf("\n", end);
  return next < 0 ? "" : text.slice(next);
}

function wordBased(word: string, known: readonly string[]): Offers {
  return Array.from(word, (_, letters) => {
    const prefix = word.slice(0, letters);
    const offered = known.filter((other) => other.startsWith(prefix) && other.length > letters);
    return offered.map((text) => ({ text, score: 0 }));
  });
}

/** The list opens with the first letter. */
function listKeys(word: string, offers: Offers): number {
  const costs = offers.map((offered, letters) => {
    const place = offered.findIndex(({ text }) => text === word);
    return place < 0 || letters === 0 ? Infinity : letters + place + 1;
  });
  return Math.min(word.length, ...costs);
}

function ghostKeys(word: string, offers: Offers): number {
  const shown = offers.findIndex(([best]) => best?.text === word && best.score >= SURE);
  return shown < 0 ? word.length : Math.min(word.length, shown + 1);
}

function figures(typed: readonly Typed[]): string {
  const letters = typed.reduce((sum, word) => sum + word.letters, 0);
  const times = typed.flatMap(({ milliseconds }) => milliseconds);
  const time = (share: number) => quantile(times, share).toFixed(1);
  const rows = Object.keys(typed[0].keys).map((way) => {
    const keys = typed.reduce((sum, word) => sum + word.keys[way], 0);
    return [way, (100 * (1 - keys / letters)).toFixed(1)];
  });
  return `${markdownTable([["", "keys saved, %"], ...rows])}\n\nAn answer takes ${time(0.5)} ms, p95 ${time(0.95)} ms.`;
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length === 0) console.log(HELP);
  else await bench(positionals, values);
});
