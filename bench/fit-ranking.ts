import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { type WordSource, wordSource } from "../src/core/memory/knownWords";
import { createWordTable } from "../src/core/memory/wordTable";
import { USUAL_SEARCH } from "../src/core/prediction/fillWords";
import { createPredictor } from "../src/core/prediction/predictor";
import { rememberingPredictor } from "../src/core/prediction/rememberingPredictor";
import { WordSearch, wordPieces } from "../src/core/prediction/wordSearch";
import { createRandom } from "../src/core/random";
import { gather } from "../src/core/ranking/contest";
import { FEATURES } from "../src/core/ranking/features";
import { fitMixture, fitWeights, meanLoss } from "../src/core/ranking/fitRanking";
import { type FittingQuestion, fittingQuestion } from "../src/core/ranking/fittingQuestion";
import { toNamed } from "../src/core/ranking/namedRanking";
import { mixedScores, type Ranking, type RankingWeights } from "../src/core/ranking/rank";
import { SHIPPED_RANKING } from "../src/core/ranking/shippedRanking";
import { wordKinds } from "../src/core/ranking/wordKind";
import { loadModel } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { type Answer, figuresOf } from "./shared/answers";
import { drawHidden, type Hidden, textsWithoutTwins } from "./shared/hiddenInFiles";
import { HIDDEN_KINDS, type HiddenKind } from "./shared/hiddenKinds";
import { runMain } from "./shared/main";
import { markdownTable } from "./shared/table";
import { memoryOf } from "./shared/workspaceMemory";

const OPTIONS = {
  model: {
    kind: "text",
    default: join("models", "base"),
    placeholder: "FOLDER",
    help: "whose words are ranked",
  },
  words: { kind: "integer", default: 200, min: 1, max: 100_000, help: "hidden words of each folder" },
  threads: { kind: "integer", default: 1, min: 1, max: 1024, help: "processor threads to use" },
  "left-out": {
    kind: "flag",
    help: "tell also how well the weights of the other folders order the words of each",
  },
  output: { kind: "text", placeholder: "FILE", help: "TypeScript file to write the weights to" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- fit-ranking FOLDER... [OPTIONS]

Fits the weights by which words are ranked: hides words, short words and marks of the folders, each of which should be a
package that the model was not trained on, and asks for each with the package's other files as its memory.

${describeOptions(OPTIONS)}`;

const SITUATIONS = ["model", "document", "workspace"] as const satisfies readonly (keyof Ranking)[];
/** Weak: it keeps a weight that no question tells of at 0. */
const PRECISION = 0.5;
const NOTHING = {
  features: new Float64Array(SHIPPED_RANKING.model.features.length),
  elsewhere: { bias: 0, logProbability: 0 },
  modelShare: 0,
};

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];
/** A question of one of the folders. */
interface Asked extends FittingQuestion {
  readonly folder: string;
  readonly kind: HiddenKind;
}

type Collected = Record<keyof Ranking, Asked[]>;

async function bench(folders: readonly string[], values: Values): Promise<void> {
  const collected = mapped((): Asked[] => []);
  const ask = await asker(values);
  for (const folder of folders) {
    const began = performance.now();
    const count = await ask(resolve(folder), collected);
    console.log(`${folder}: ${count} questions, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  if (values["left-out"]) console.log(`\n${leftOutTable(collected)}\n`);
  const fitted = fit(collected);
  for (const situation of SITUATIONS)
    console.log(
      `${situation}: loss ${meanLoss(collected[situation], fitted[situation], fitted.model).toFixed(3)}`,
    );
  const text = JSON.stringify(toNamed(mapped((situation) => withRareMarks(fitted[situation]))), rounded, 2);
  if (values.output === undefined) console.log(text);
  else writeFileSync(values.output, source(text));
}

function fit(collected: Collected): Ranking {
  const model = fitWeights(collected.model, NOTHING, PRECISION);
  const mixture = (situation: keyof Ranking) => fitMixture(collected[situation], NOTHING, PRECISION, model);
  return { model, document: mixture("document"), workspace: mixture("workspace") };
}

function mapped<T>(make: (situation: keyof Ranking) => T): Record<keyof Ranking, T> {
  return { model: make("model"), document: make("document"), workspace: make("workspace") };
}

/** How each folder's questions are answered by weights that were fitted on the others. */
function leftOutTable(collected: Collected): string {
  const answers = mapped((): Answer[] => []);
  for (const folder of new Set(collected.model.map((asked) => asked.folder))) {
    const others = fit(
      mapped((situation) => collected[situation].filter((asked) => asked.folder !== folder)),
    );
    for (const situation of SITUATIONS)
      for (const asked of collected[situation])
        if (asked.folder === folder) answers[situation].push(answerBy(others, situation, asked));
  }
  const rows = SITUATIONS.map((situation) => {
    const { first, amongFive, calibrationError = 0 } = figuresOf(answers[situation]);
    return [situation, ...[first, amongFive, calibrationError].map((share) => (100 * share).toFixed(1))];
  });
  return markdownTable([["known beside the model", "first, %", "among five, %", "ECE, points"], ...rows]);
}

function answerBy(ranking: Ranking, situation: keyof Ranking, asked: Asked): Answer {
  const { rows, logProbabilityElsewhere, answer, kind } = asked;
  const { words } = mixedScores(rows, logProbabilityElsewhere, ranking[situation], ranking.model);
  const probability = Math.max(...words);
  const place = answer === undefined ? undefined : words.filter((share) => share > words[answer]).length;
  return { kind, place, isMarkFirst: false, probability, milliseconds: 0 };
}

/** Corrects the weights for marks being rarer than where they were fitted (King and Zeng 2001, equation 7). */
function withRareMarks({ features, ...others }: RankingWeights): RankingWeights {
  const { share, fittedShare = share } = HIDDEN_KINDS.find(({ name }) => name === "mark")!;
  const odds = (part: number) => part / (1 - part);
  const correction = Math.log(odds(share) / odds(fittedShare));
  const mark = FEATURES.indexOf("mark");
  const corrected = Array.from(features, (weight, at) => weight + (at === mark ? correction : 0));
  return { features: corrected, ...others };
}

const rounded = (_key: string, value: unknown) =>
  typeof value === "number" ? Number(value.toFixed(3)) : value;

const source = (json: string) => `/* Made by \`npm run bench -- fit-ranking\`; do not edit. */
import type { NamedRanking } from "./namedRanking";

export const SHIPPED_WEIGHTS: NamedRanking = ${json};
`;

async function asker({ model: folder, threads, words }: Values) {
  const { config, parameters, tokenizer } = await loadModel(folder);
  const predictor = rememberingPredictor(
    await createPredictor(onnxRuntimeBackend({ threads }), config, parameters),
  );
  const pieces = wordPieces(predictor, tokenizer);
  const kindOf = wordKinds(tokenizer);
  const table = createWordTable(tokenizer);
  const options = { ...USUAL_SEARCH, signal: new AbortController().signal };
  const around = (text: string, start: number, end: number) => {
    const [head, tail] = tokenizer.encodeAround([text.slice(0, start), text.slice(end)]);
    return { before: head.ids, after: tail.ids, spaced: head.spaced };
  };

  const contestOf = ({ file, start, end }: Hidden, known: WordSource | undefined) => {
    const { before, after, spaced } = around(file.text, start, end);
    const search = new WordSearch(predictor, tokenizer, pieces, [...before], after, { ...options, spaced });
    return gather(search, { before, after }, known, kindOf);
  };

  return async (path: string, collected: Collected): Promise<number> => {
    const files = await textsWithoutTwins(path);
    const memory = memoryOf(files, tokenizer, table);
    const random = createRandom(7);
    let count = 0;
    for (const kind of HIDDEN_KINDS) {
      const { find, share, fittedShare = share, questions } = kind;
      const drawn = drawHidden(files, find, Math.round(words * questions), random);
      count += drawn.length;
      for (const hidden of drawn) {
        const { file, start, end } = hidden;
        const answer = tokenizer.piecesOf(file.text.slice(start, end), around(file.text, start, end).spaced);
        const sources = {
          workspace: wordSource(table, memory, hidden.file.path),
          document: wordSource(table),
          model: undefined,
        };
        for (const situation of SITUATIONS) {
          const contest = await contestOf(hidden, sources[situation]);
          const weight = fittedShare / questions;
          const asked = fittingQuestion(contest, answer, weight, SHIPPED_RANKING);
          collected[situation].push({ ...asked, kind, folder: path });
        }
      }
    }
    return count;
  };
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length === 0) console.log(HELP);
  else await bench(positionals, values);
});
