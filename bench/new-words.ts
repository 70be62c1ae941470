import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import type { Backend } from "../src/core/backend";
import { createWordFiller } from "../src/core/prediction/fillWords";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom } from "../src/core/random";
import type { PreparedData } from "../src/engine/corpus/prepareData";
import type { Model } from "../src/engine/models/loadModel";
import { prepare } from "../src/engine/start/prepare";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { fineTune } from "./shared/fineTune";
import { folderText } from "./shared/folderText";
import { type HiddenWords, hideWords, MAX_PIECES, passages } from "./shared/hiddenWords";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";

const OPTIONS = {
  model: { kind: "text", default: join("models", "base"), placeholder: "FOLDER", help: "to start from" },
  words: { kind: "integer", default: 1000, min: 1, max: 100_000, help: "new words at most" },
  count: { kind: "integer", default: 5, min: 1, max: 1000, help: "times that a new word occurs, at least" },
  epochs: { kind: "integer", default: 0, min: 0, max: 1000, help: "of training; 0 for the usual ones" },
  passages: { kind: "integer", default: 400, min: 1, max: 100_000, help: "hidden words to ask for" },
  seed: { kind: "integer", default: 7, min: 0, max: 2 ** 31, help: "of the choice of words" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- new-words FOLDER [OPTIONS]

What it gains to give a project's own words tokens of their own: trains MODEL on FOLDER as it is, and with the words added
that its vocabulary cuts into pieces, and asks both for the same hidden words of files that neither has seen.

${describeOptions(OPTIONS)}`;

const LENGTH = 128;
const { signal } = new AbortController();

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

async function bench(folder: string, values: Values): Promise<void> {
  const source = folderText(folder, LENGTH);
  const backend = onnxRuntimeBackend({});
  const as = await prepare({ model: values.model }, source, signal);
  const options = { maxWords: values.words, minCount: values.count };
  const { newWords, ...extended } = await prepare({ model: values.model, newWords: options }, source, signal);
  const hidden = drawHidden(
    as.data.texts().heldOut.map(({ text }) => text),
    as.model,
    values,
  );
  console.log(`${newWords.length} new words: ${newWords.slice(0, 40).join(" ")} ...`);
  console.log(`${as.data.tokens} tokens, with the new words ${extended.data.tokens}`);
  const added = new Set(newWords);
  const rows = [
    ["untrained", ...(await score(as.model, hidden, added, backend)), ""],
    ...(await trained("trained", as.model, as.data)),
    ...(await trained("trained, with new words", extended.model, extended.data)),
  ];
  const head = [
    "first guess / first five, per cent",
    "all",
    ...Array.from({ length: MAX_PIECES }, (_, index) => `${index + 1} pieces`),
    "new words",
    "seconds",
  ];
  console.log(markdownTable([head, ...rows]));

  async function trained(name: string, model: Model, prepared: PreparedData): Promise<string[][]> {
    const began = performance.now();
    const parameters = await fineTune(model, prepared, backend, values.epochs);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    return [[name, ...(await score({ ...model, parameters }, hidden, added, backend)), seconds]];
  }
}

function drawHidden(texts: readonly string[], { tokenizer }: Model, values: Values): HiddenWords[] {
  const found = passages(texts, tokenizer);
  if (found.length === 0) throw new Error("The held-out files have no text of six lines or more.");
  const random = createRandom(values.seed);
  const hidden: HiddenWords[] = [];
  for (let attempt = 0; hidden.length < values.passages && attempt < 50 * values.passages; attempt++) {
    const passage = found[random.nextBelow(found.length)];
    const sample = hideWords(passage, tokenizer, { count: 1, spread: 1 }, random);
    if (sample !== undefined) hidden.push(sample);
  }
  return hidden;
}

/** The share of hidden words that are the first guess and among the first five: all, by pieces, and the new ones. */
async function score(
  { config, parameters, tokenizer }: Model,
  hidden: readonly HiddenWords[],
  added: ReadonlySet<string>,
  backend: Backend,
): Promise<string[]> {
  const predictor = await createPredictor(backend, config, parameters);
  const fillWords = createWordFiller(predictor, tokenizer);
  const options = { topK: 5, windowTokens: LENGTH, maxPieces: MAX_PIECES, beams: 2, signal };
  const groups = Array.from({ length: MAX_PIECES + 2 }, () => ({ first: 0, five: 0, count: 0 }));
  for (const { text, masks, words } of hidden) {
    const [candidates] = await fillWords(text, masks, options);
    const rank = candidates.findIndex((candidate) => candidate.text === words[0].text);
    const isNew = added.has(words[0].text);
    for (const index of [0, words[0].pieces.length, ...(isNew ? [MAX_PIECES + 1] : [])]) {
      groups[index].count++;
      if (rank === 0) groups[index].first++;
      if (rank >= 0) groups[index].five++;
    }
  }
  const percent = (part: number, whole: number) => (whole === 0 ? "-" : ((100 * part) / whole).toFixed(1));
  return groups.map(
    ({ first, five, count }) => `${percent(first, count)} / ${percent(five, count)} of ${count}`,
  );
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else await bench(positionals[0], values);
});
