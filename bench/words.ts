import { resolve } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { wordSource } from "../src/core/memory/knownWords";
import { createWordTable } from "../src/core/memory/wordTable";
import type { WorkspaceMemory } from "../src/core/memory/workspaceMemory";
import {
  createWordFiller,
  type FillWordsOptions,
  USUAL_SEARCH,
  type WordFiller,
} from "../src/core/prediction/fillWords";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor } from "../src/core/prediction/predictor";
import { rememberingPredictor } from "../src/core/prediction/rememberingPredictor";
import { createRandom } from "../src/core/random";
import type { Ranking } from "../src/core/ranking/rank";
import { wordKind } from "../src/core/ranking/wordKind";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import { type Answer, type Figures, figuresOf } from "./shared/answers";
import { HELD_OUT_OPTIONS, holdOut } from "./shared/heldOut";
import { drawHidden, type FileText, type Hidden } from "./shared/hiddenInFiles";
import { HIDDEN_KINDS, type HiddenKind } from "./shared/hiddenKinds";
import { runMain } from "./shared/main";
import { loadRanked, type RankedModel } from "./shared/rankedModel";
import { markdownTable } from "./shared/table";
import { TRAINED_OPTIONS, trainOnFiles } from "./shared/trainOnFiles";
import { nearestWords, type Offer, trigramWords } from "./shared/wordPeers";
import { memoryOf } from "./shared/workspaceMemory";

const OPTIONS = {
  words: { kind: "integer", default: 300, min: 1, max: 100_000, help: "hidden words of each folder" },
  context: {
    kind: "integer",
    default: USUAL_SEARCH.windowTokens,
    min: 16,
    max: 512,
    help: "tokens seen at once",
  },
  precision: {
    kind: "choice",
    choices: ["float32", "int8"],
    default: USUAL_PRECISION,
    help: "in which the model is asked",
  },
  ...TRAINED_OPTIONS,
  untimed: {
    kind: "flag",
    help: "run the model once for all ways to ask, which is quicker, and tell no times",
  },
  ...HELD_OUT_OPTIONS,
} as const;

const HELP = `Usage: npm run bench -- words FOLDER... [OPTIONS]

How often the right word is offered first, and among five, when whole words that a person would hide are hidden in files that
neither the model nor the memory has seen and that no other file is nearly a copy of. Asks the model alone, with the memory of
the document, and of the document and the workspace; and beside them the editor's word-based suggestions and a trigram model.

${describeOptions(OPTIONS)}`;

const OFFERED = 50;
const { signal } = new AbortController();

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

interface Question extends Hidden {
  readonly kind: HiddenKind;
  readonly word: string;
}

/** A folder's files, and what is hidden in some of them. */
interface Task {
  readonly folder: string;
  readonly others: readonly FileText[];
  readonly questions: readonly Question[];
}

/** Answers by the name of the way that they were found. */
type Answers = Map<string, Answer[]>;

async function bench(folders: readonly string[], values: Values): Promise<void> {
  const box = await loadRanked(values.model);
  const all: Answers[] = [];
  for (const folder of folders) {
    const task = await taskOf(folder, values);
    const answers = await answer(task, box, values);
    all.push(answers);
    const files = new Set(task.questions.map(({ file }) => file.path)).size;
    console.log(`\n${folder}: ${words(task)} words hidden in ${files} files, ${task.others.length} others\n`);
    console.log(table(answers, figuresOf, values));
  }
  if (all.length < 2) return;
  console.log(`\nMean of the ${all.length} folders; the calibration error of all their answers together\n`);
  const means = (_: readonly Answer[], name: string) =>
    meanFigures(all.map((answers) => answers.get(name) ?? []));
  console.log(table(all[0], means, values));
}

const words = ({ questions }: Task) => questions.filter(({ kind }) => kind.name === "word").length;

async function taskOf(folder: string, values: Values): Promise<Task> {
  const { heldOut, others } = await holdOut(folder, values["held-out"]);
  const random = createRandom(values.seed);
  const questions = HIDDEN_KINDS.flatMap((kind) =>
    drawHidden(heldOut, kind.find, Math.round(values.words * kind.questions), random).map((hidden) => ({
      ...hidden,
      kind,
      word: hidden.file.text.slice(hidden.start, hidden.end),
    })),
  );
  if (questions.length === 0) throw new Error(`${folder} has no text to hide words in.`);
  return { folder: resolve(folder), others, questions };
}

async function answer(task: Task, box: RankedModel, values: Values): Promise<Answers> {
  const answers: Answers = new Map();
  answers.set("the document's words, nearest first", byPeer(task, nearestWords));
  answers.set("trigrams, both sides", byPeer(task, trigramWords(task.others, box.model.tokenizer, OFFERED)));
  await askModel("model", task, box, values, answers);
  if (values.trained)
    await askModel("trained", task, await trainOnFiles(task.folder, task.others, values), values, answers);
  return answers;
}

function byPeer({ questions }: Task, offer: Offer): Answer[] {
  return questions.map((question) => {
    const began = performance.now();
    const place = offer(question).indexOf(question.word);
    const milliseconds = performance.now() - began;
    return { kind: question.kind, place: place < 0 ? undefined : place, isMarkFirst: false, milliseconds };
  });
}

async function askModel(
  name: string,
  task: Task,
  { model, ranking: fitted }: RankedModel,
  values: Values,
  answers: Answers,
): Promise<void> {
  const backend = onnxRuntimeBackend({ threads: values.threads, spinning: false });
  const created = await createPredictor(backend, model.config, model.parameters, values.precision);
  const predictor = values.untimed ? rememberingPredictor(created) : created;
  const table = createWordTable(model.tokenizer);
  const memory = memoryOf(task.others, model.tokenizer, table);
  const ways: [string, Ranking | undefined, WorkspaceMemory | undefined | "none"][] = [
    [`${name}, as it is`, undefined, "none"],
    [name, fitted, "none"],
    [`${name}, with the document`, fitted, undefined],
    [`${name}, with document and workspace`, fitted, memory],
  ];
  const askers = ways.map(([way, ranking, known]) => {
    const fill = createWordFiller(predictor, model.tokenizer, ranking);
    const source = known === "none" ? {} : { source: wordSource(table, known) };
    const options = { ...USUAL_SEARCH, windowTokens: values.context, topK: OFFERED, signal, ...source };
    const found: Answer[] = [];
    answers.set(way, found);
    return async (question: Question) => found.push(await ask(fill, question, options));
  });
  for (const question of task.questions) for (const askOneWay of askers) await askOneWay(question);
  await predictor.release();
}

async function ask(
  fill: WordFiller,
  { file, start, end, kind, word }: Question,
  options: FillWordsOptions,
): Promise<Answer> {
  const text = `${file.text.slice(0, start)}[MASK]${file.text.slice(end)}`;
  const began = performance.now();
  const [offered] = await fill(text, [start], options);
  const milliseconds = performance.now() - began;
  const place = offered.findIndex((candidate) => candidate.text === word);
  const { score: probability, text: first } = offered[0];
  const isMarkFirst = wordKind(first) === "mark";
  return { kind, place: place < 0 ? undefined : place, isMarkFirst, probability, milliseconds };
}

function meanFigures(folders: readonly (readonly Answer[])[]): Figures {
  const each = folders.map(figuresOf);
  const mean = (of: (figures: Figures) => number) =>
    each.reduce((sum, figures) => sum + of(figures), 0) / each.length;
  return {
    first: mean(({ first }) => first),
    amongFive: mean(({ amongFive }) => amongFive),
    reciprocalRank: mean(({ reciprocalRank }) => reciprocalRank),
    marksFirst: mean(({ marksFirst }) => marksFirst),
    marksInstead: mean(({ marksInstead }) => marksInstead),
    calibrationError: figuresOf(folders.flat()).calibrationError,
    milliseconds: [mean(({ milliseconds }) => milliseconds[0]), mean(({ milliseconds }) => milliseconds[1])],
  };
}

function table(
  answers: Answers,
  of: (answers: readonly Answer[], name: string) => Figures,
  { untimed }: Values,
): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const head = [
    "",
    "first, %",
    "among five, %",
    "MRR",
    "marks first, %",
    "a mark instead, %",
    "ECE, points",
    ...(untimed ? [] : ["ms", "p95"]),
  ];
  const cells = (figures: Figures) => [
    percent(figures.first),
    percent(figures.amongFive),
    figures.reciprocalRank.toFixed(3),
    percent(figures.marksFirst),
    percent(figures.marksInstead),
    figures.calibrationError === undefined ? "" : percent(figures.calibrationError),
    ...(untimed ? [] : figures.milliseconds.map((time) => time.toFixed(1))),
  ];
  const rows = [...answers].map(([name, found]) => [name, ...cells(of(found, name))]);
  return markdownTable([head, ...rows]);
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length === 0) console.log(HELP);
  else await bench(positionals, values);
});
