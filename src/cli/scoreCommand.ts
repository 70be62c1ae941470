import { resolve } from "node:path";
import { DEFAULT_CORPUS_OPTIONS } from "../core/corpus/options";
import { Fault } from "../core/errors";
import { linePlaces } from "../core/linePlaces";
import { wordSource } from "../core/memory/knownWords";
import { createPredictor } from "../core/prediction/predictor";
import { scoreRange } from "../core/scoring/scoreRange";
import { createScorer, type ScoreOptions, type Scorer } from "../core/scoring/scorer";
import type { Tokenizer } from "../core/tokenizer/tokenizer";
import { readMemory } from "../engine/memory/workspaceMemory";
import { loadModel } from "../engine/models/loadModel";
import { modelRanking } from "../engine/models/modelRanking";
import { onnxRuntimeBackend } from "../node/onnxRuntime";
import { readTextFile, type TextFile } from "../node/readTextFile";
import { type Command, EXIT_OK, isRead, printJson, printLine } from "./command";
import { chooseModel, MODEL_OPTION } from "./modelOption";
import { describeOptions, parseOptions } from "./options";
import { formatCount } from "./progress";

const OPTIONS = {
  model: MODEL_OPTION,
  others: { kind: "integer", default: 5, min: 0, max: 50, help: "other words to name for each, with --json" },
  memory: {
    kind: "text",
    placeholder: "FOLDER",
    help: "count also what stands among the same words in the files of this folder",
  },
  json: { kind: "flag", help: "print one line of JSON for each file, with every word" },
} as const;

/** A word as it is told; line and column count from 1, the column in UTF-16 units. */
interface ToldWord {
  readonly line: number;
  readonly column: number;
  readonly word: string;
  readonly probability: number;
  readonly rank: number;
  readonly others: readonly { readonly word: string; readonly probability: number }[];
}

interface ScoredFile {
  readonly file: string;
  /** Pieces of the vocabulary that were scored. */
  readonly tokens: number;
  /** exp of the mean negative log-probability of a piece (Salazar et al. 2020, equation 4). */
  readonly perplexity: number;
  readonly words: readonly ToldWord[];
}

export const scoreCommand: Command = {
  summary: "say how probable the words of a file are where they stand",
  help: `Usage: workspace-mlm score FILE... [OPTIONS]

Hides the words and marks of each file, a few at a time, and prints the file's pseudo-perplexity: the lower, the more it is as the
model expects. With --json each word's probability, its rank among all words, and the best others.

${describeOptions(OPTIONS)}`,

  async run(argv, io) {
    const { values, positionals } = parseOptions(OPTIONS, argv);
    if (positionals.length === 0)
      throw new Fault("bad-option", "Name a file to score: workspace-mlm score FILE.");
    const model = chooseModel(values.model);
    const { config, parameters, tokenizer } = await loadModel(model);
    const predictor = await createPredictor(onnxRuntimeBackend({ spinning: false }), config, parameters);
    const { memory } = values;
    const ranking = memory === undefined ? undefined : await modelRanking(model);
    const scorer = createScorer(predictor, tokenizer, ranking);
    const sourceOf = memory === undefined ? undefined : await memorySource(memory, tokenizer, io.signal);
    for (const path of positionals) {
      const file = await readTextFile(path);
      const source = sourceOf?.(file.path);
      const options = {
        others: values.json ? values.others : 0,
        signal: io.signal,
        ...(source && { source }),
      };
      const scored = await scoreFile(scorer, tokenizer, file, options);
      if (values.json) printJson(io.stdout, { ...scored, file: path });
      else printLine(io.stdout, describeScored({ ...scored, file: path }));
      if (!(await isRead(io.stdout))) break;
    }
    await predictor.release();
    return EXIT_OK;
  },
};

async function memorySource(folder: string, tokenizer: Tokenizer, signal: AbortSignal) {
  const corpus = { folders: [resolve(folder)], corpus: DEFAULT_CORPUS_OPTIONS };
  const { memory } = await readMemory(corpus, tokenizer, signal);
  return (path: string) => wordSource(memory.table, memory, path);
}

/** Throws a Fault "no-text" where there is nothing to score. */
async function scoreFile(
  scorer: Scorer,
  tokenizer: Tokenizer,
  { path, text }: TextFile,
  options: ScoreOptions,
): Promise<ScoredFile> {
  const placeAt = linePlaces(text);
  const range = { start: 0, end: text.length, marks: true };
  const words: ToldWord[] = [];
  let tokens = 0;
  let sum = 0;
  for await (const score of scoreRange(scorer, tokenizer, text, { ...options, ...range })) {
    const { word, logProbability, rank, others } = score;
    tokens += word.end - word.first;
    sum += logProbability;
    words.push({
      ...placeAt(word.from),
      word: word.text,
      probability: Math.exp(logProbability),
      rank,
      others: others.map(({ text: other, probability }) => ({ word: other, probability })),
    });
  }
  if (tokens === 0) throw new Fault("no-text", `${path} has no word to score; name a file with text.`);
  return { file: path, tokens, perplexity: Math.exp(-sum / tokens), words };
}

/** "README.md: perplexity 23.4 (1,234 words and marks, 1,400 tokens)" */
function describeScored({ file, perplexity, words, tokens }: ScoredFile): string {
  const counts = `${formatCount(words.length)} words and marks, ${formatCount(tokens)} tokens`;
  return `${file}: perplexity ${perplexity.toPrecision(3)} (${counts})`;
}
