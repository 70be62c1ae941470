import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { wordSource } from "../src/core/memory/knownWords";
import { createWordTable } from "../src/core/memory/wordTable";
import { USUAL_PRECISION } from "../src/core/prediction/precision";
import { createPredictor } from "../src/core/prediction/predictor";
import { createRandom } from "../src/core/random";
import { createScorer } from "../src/core/scoring/scorer";
import { type TextWord, tokenizedText } from "../src/core/scoring/textWords";
import { type CheckedDocument, checkedDocument } from "../src/core/unlikely/document";
import { evidenceFor } from "../src/core/unlikely/evidence";
import { misspeltFeatures, unexpectedFeatures } from "../src/core/unlikely/features";
import type { WordChecker } from "../src/core/unlikely/findUnlikely";
import { MemoryLexicon } from "../src/core/unlikely/memoryLexicon";
import { findSuspects, isCheckable } from "../src/core/unlikely/suspects";
import { suspicion, THRESHOLDS } from "../src/core/unlikely/verdict";
import { onnxRuntimeBackend } from "../src/node/onnxRuntime";
import type { Checked } from "./shared/checkedWords";
import { type SpellIssue, spellIssues } from "./shared/cspell";
import { areaUnderCurve, caughtAt } from "./shared/detection";
import { HELD_OUT_OPTIONS, holdOut } from "./shared/heldOut";
import type { FileText } from "./shared/hiddenInFiles";
import { runMain } from "./shared/main";
import { type Planted, plantErrors } from "./shared/plantErrors";
import { loadRanked, type RankedModel } from "./shared/rankedModel";
import { markdownTable } from "./shared/table";
import { TRAINED_OPTIONS, trainOnFiles } from "./shared/trainOnFiles";
import { memoryOf } from "./shared/workspaceMemory";

const OPTIONS = {
  words: { kind: "integer", default: 5000, min: 1, max: 10_000_000, help: "words to check in each folder" },
  every: { kind: "integer", default: 15, min: 2, max: 10_000, help: "one word in so many is made wrong" },
  ...TRAINED_OPTIONS,
  trained: { kind: "flag", help: "ask a model trained on the other files instead" },
  cspell: { kind: "flag", help: "ask cspell, too, which npx fetches from the registry" },
  dump: { kind: "text", placeholder: "FILE", help: "write what is known of every word, to fit weights on" },
  ...HELD_OUT_OPTIONS,
  "held-out": { ...HELD_OUT_OPTIONS["held-out"], default: 0.3 },
} as const;

const HELP = `Usage: npm run bench -- unlikely FOLDER... [OPTIONS]

How well words are found that are out of place. Makes words of held-out files of each folder wrong, half by a typing error
(two letters swapped, one left out, one exchanged), half by another word of the file, and checks the files with the
others as their memory. A false alarm is a word that was not made wrong; some of them are errors of whoever wrote them.

${describeOptions(OPTIONS)}`;

const { signal } = new AbortController();

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

/** A text with errors. */
interface Task extends FileText {
  readonly planted: readonly Planted[];
}

async function bench(folders: readonly string[], values: Values): Promise<void> {
  const box = await loadRanked(values.model);
  const all: Checked[] = [];
  for (const folder of folders) {
    const { tasks, others } = await prepareTasks(folder, values);
    const asked = values.trained ? await trainOnFiles(resolve(folder), others, values) : box;
    const began = process.cpuUsage();
    const checked = await check(tasks, others, asked, values);
    const { user, system } = process.cpuUsage(began);
    const seconds = ((user + system) / 1e6).toFixed(0);
    console.log(
      `\n${folder}: ${tasks.length} files held out, ${others.length} others; ${seconds} s of the processor\n`,
    );
    console.log(table(checked));
    if (values.cspell) console.log(`\n${spellTable(tasks, others)}`);
    all.push(...checked);
    if (values.dump !== undefined) writeFileSync(values.dump, JSON.stringify(all));
  }
  if (folders.length > 1)
    console.log(`\nAll words of the ${folders.length} folders together\n\n${table(all)}`);
}

async function prepareTasks(folder: string, { words, every, seed, ...values }: Values) {
  const { heldOut, others } = await holdOut(folder, values["held-out"]);
  const random = createRandom(seed);
  const tasks: Task[] = [];
  let count = 0;
  for (const file of heldOut) {
    if (count >= words) break;
    const planted = plantErrors(file.text, every, random);
    tasks.push({ ...file, ...planted });
    count += planted.planted.length * every;
  }
  return { tasks, others };
}

async function check(
  tasks: readonly Task[],
  others: readonly FileText[],
  { model: { config, parameters, tokenizer }, ranking }: RankedModel,
  { threads }: Values,
): Promise<Checked[]> {
  const predictor = await createPredictor(
    onnxRuntimeBackend({ threads, spinning: false }),
    config,
    parameters,
    USUAL_PRECISION,
  );
  const checker = { scorer: createScorer(predictor, tokenizer, ranking), tokenizer, ranking };
  const table = createWordTable(tokenizer);
  const memory = memoryOf(others, tokenizer, table);
  const words = new MemoryLexicon(tokenizer, table);
  await words.addMemory(memory, signal);
  const checked: Checked[] = [];
  for (const task of tasks) {
    const text = tokenizedText(task.text, tokenizer);
    const source = wordSource(table, memory, task.path);
    const file = words.numberOf(task.path);
    const document = checkedDocument({ text, lexicon: words.lexicon, file, source });
    checked.push(...(await checkTask(task, document, checker)));
  }
  await predictor.release();
  return checked;
}

async function checkTask(
  task: Task,
  document: CheckedDocument,
  { scorer, tokenizer, ranking }: WordChecker,
): Promise<Checked[]> {
  const asked = document.text.words.filter(isCheckable);
  const suspects = await findSuspects(scorer, tokenizer, document, asked, signal);
  const found = new Map(suspects.map((suspect) => [suspect.word, suspect]));
  return asked.map((word) => {
    const suspect = found.get(word);
    const textOf = (pieces: readonly number[]) => tokenizer.decode(pieces).trim();
    const evidence = suspect && evidenceFor(suspect, ranking, textOf);
    return {
      file: task.name,
      word: word.text,
      error: errorAt(task, word),
      misspelt: evidence && misspeltFeatures(suspect, evidence),
      unexpected: evidence && unexpectedFeatures(suspect, evidence),
      fixes: evidence?.fixes.map((fix) => fix.word) ?? [],
    };
  });
}

function errorAt({ planted }: Task, { from, to }: Pick<TextWord, "from" | "to">): Planted | undefined {
  return planted.find(({ start, end }) => from < end && to > start);
}

const FALSE_ALARMS = [0.001, 0.005, 0.01, 0.02];
const percent = (share: number) => (100 * share).toFixed(1);

function table(checked: readonly Checked[]): string {
  const kinds = [
    ["typing errors", "typing", "misspelt"],
    ["exchanged words", "exchange", "unexpected"],
  ] as const;
  const rows = kinds.map(([name, error, kind]) => {
    const asked = checked.filter((each) => each.error === undefined || each.error.kind === error);
    const judged = asked.map((each) => ({
      suspicion: suspicion(kind, each[kind]),
      isWrong: each.error !== undefined,
    }));
    const wrong = asked.filter((each) => each.error !== undefined);
    const rightFirst = wrong.filter((each) => each.fixes[0] === each.error!.right).length / wrong.length;
    const least = THRESHOLDS.medium[kind];
    const reported = (isWrong: boolean) => {
      const some = judged.filter((each) => each.isWrong === isWrong);
      return percent(some.filter((each) => each.suspicion >= least).length / some.length);
    };
    return [
      name,
      `${wrong.length} of ${asked.length}`,
      areaUnderCurve(judged).toFixed(3),
      ...FALSE_ALARMS.map((share) => percent(caughtAt(judged, share))),
      kind === "misspelt" ? percent(rightFirst) : "",
      `${reported(true)} at ${reported(false)}`,
    ];
  });
  const caught = FALSE_ALARMS.map((share) => `caught at ${percent(share)} %`);
  return markdownTable([
    ["", "wrong words", "area", ...caught, "right word first, %", "reported by default, %"],
    ...rows,
  ]);
}

/** Of a typing error whether its right word is the first suggestion; other errors are not what it looks for. */
type SpellVerdict = "right first" | "caught" | "false alarm" | "another error";

function verdictOn({ start, end, suggestions: [first] }: SpellIssue, task: Task): SpellVerdict {
  const error = errorAt(task, { from: start, to: end });
  if (error === undefined) return "false alarm";
  if (error.kind !== "typing") return "another error";
  const corrected = `${task.text.slice(error.start, start)}${first}${task.text.slice(end, error.end)}`;
  return first !== undefined && corrected === error.right ? "right first" : "caught";
}

/** What cspell finds of the typing errors, as it comes and with the words of the other files. */
function spellTable(tasks: readonly Task[], others: readonly FileText[]): string {
  const known = [...new Set(others.flatMap(({ text }) => text.match(/\p{L}{4,}/gu) ?? []))];
  const typing = tasks.flatMap(({ planted }) => planted).filter(({ kind }) => kind === "typing").length;
  const all = tasks.reduce((sum, { text }) => sum + (text.match(/\p{L}{3,}/gu)?.length ?? 0), 0);
  const row = (name: string, words: readonly string[]) => {
    const issues = spellIssues(tasks, words);
    const verdicts = tasks.flatMap((task, at) => issues[at].map((issue) => verdictOn(issue, task)));
    const count = (...kinds: SpellVerdict[]) => verdicts.filter((verdict) => kinds.includes(verdict)).length;
    const caught = count("right first", "caught");
    const shares = [caught / typing, count("false alarm") / all, count("right first") / Math.max(1, caught)];
    return [name, ...shares.map(percent)];
  };
  return markdownTable([
    ["", "typing errors caught, %", "false alarms, %", "right word first, % of those caught"],
    row("cspell", []),
    row("cspell with the words of the other files", known),
  ]);
}

runMain(async (argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length === 0) console.log(HELP);
  else await bench(positionals, values);
});
