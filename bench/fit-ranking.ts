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
import type { Ranking, RankingWeights } from "../src/core/ranking/rank";
import { SHIPPED_RANKING } from "../src/core/ranking/shippedRanking";
import { wordKinds } from "../src/core/ranking/wordKind";
import { loadModel } from "../src/engine/models/loadModel";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { drawHidden, type Hidden, textsWithoutTwins } from "./shared/hiddenInFiles";
import { HIDDEN_KINDS } from "./shared/hiddenKinds";
import { runMain } from "./shared/main";
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
type Collected = Record<keyof Ranking, FittingQuestion[]>;

async function bench(folders: readonly string[], values: Values): Promise<void> {
  const collected: Collected = { model: [], document: [], workspace: [] };
  const ask = await asker(values);
  for (const folder of folders) {
    const began = performance.now();
    const count = await ask(resolve(folder), collected);
    console.log(`${folder}: ${count} questions, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  const text = JSON.stringify(toNamed(fit(collected)), rounded, 2);
  if (values.output === undefined) console.log(text);
  else writeFileSync(values.output, source(text));
}

function fit(collected: Collected): Ranking {
  const model = fitWeights(collected.model, NOTHING, PRECISION);
  const mixture = (situation: keyof Ranking) =>
    fitMixture(collected[situation], NOTHING, PRECISION, model);
  const fitted = { model, document: mixture("document"), workspace: mixture("workspace") };
  for (const situation of SITUATIONS) {
    const loss = meanLoss(collected[situation], fitted[situation], model);
    console.log(`${situation}: loss ${loss.toFixed(3)}`);
  }
  const { document, workspace } = fitted;
  return {
    model: withRareMarks(model),
    document: withRareMarks(document),
    workspace: withRareMarks(workspace),
  };
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
    for (const { find, share, fittedShare = share, questions } of HIDDEN_KINDS) {
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
          collected[situation].push(fittingQuestion(contest, answer, weight, SHIPPED_RANKING));
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
