import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { type ContentJudge, contentJudge } from "../src/core/corpus/judge";
import { DEFAULT_CORPUS_OPTIONS } from "../src/core/corpus/options";
import { type Group, KINDS, type Kind, makerOf } from "./plantings/kinds";
import { runMain } from "./shared/main";

const OPTIONS = {
  count: { kind: "integer", default: 20, min: 1, max: 1e6, help: "plantings of each kind" },
  seed: { kind: "integer", default: 1, min: 0, max: 2 ** 31, help: "of the plantings" },
  missed: { kind: "flag", help: "print the plantings that are read" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- secrets [OPTIONS] [FOLDER...]

Plants made-up secrets of many kinds in files of many formats and prints how many of those files are left out, by kind; of the
kinds that are held out, which the rules must not be made with, it prints the sum only.
Then judges every text file of the folders, which hold no secrets, and prints those that are left out as if they did.

${describeOptions(OPTIONS)}`;

interface Recall {
  readonly kind: Kind;
  readonly planted: number;
  readonly leftOut: number;
}

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const judge = contentJudge();
  const recalls = KINDS.map((kind) => recallOf(kind, values.count, values.seed, values.missed, judge));
  for (const group of new Set(recalls.map(({ kind }) => kind.group)))
    printRecall(
      group,
      recalls.filter(({ kind }) => kind.group === group),
    );
  for (const folder of positionals) printFalseAlarms(folder);
}

function recallOf(kind: Kind, count: number, seed: number, showMissed: boolean, judge: ContentJudge): Recall {
  const make = makerOf(kind, seed);
  let leftOut = 0;
  for (let i = 0; i < count; i++) {
    const [path, text] = kind.plant(make);
    const verdict = judge(path, new TextEncoder().encode(text));
    if (verdict.kind === "left-out" && verdict.reason === "secret-content") leftOut++;
    else if (showMissed && !kind.group.startsWith("held-out"))
      console.log(`${kind.name}: ${path}: ${JSON.stringify(text)}`);
  }
  return { kind, planted: count, leftOut };
}

function printRecall(group: Group, recalls: readonly Recall[]): void {
  const missed = recalls.filter((recall) => recall.leftOut < recall.planted);
  const rows = group.startsWith("held-out") ? [] : missed.sort((a, b) => a.leftOut - b.leftOut);
  for (const { kind, leftOut, planted } of rows)
    console.log(`  ${percent(leftOut, planted)} ${kind.name} (${leftOut} of ${planted})`);
  const planted = recalls.reduce((sum, recall) => sum + recall.planted, 0);
  const leftOut = recalls.reduce((sum, recall) => sum + recall.leftOut, 0);
  console.log(
    `${group}: ${percent(leftOut, planted)} of ${planted} plantings of ${recalls.length} kinds are left out; ${recalls.length - missed.length} kinds without exception.`,
  );
}

function printFalseAlarms(folder: string): void {
  const judge = contentJudge();
  let files = 0;
  let alarms = 0;
  for (const path of filesIn(folder)) {
    const verdict = judge(path, readFileSync(path));
    if (verdict.kind === "left-out" && verdict.reason !== "secret-content") continue;
    files++;
    if (verdict.kind === "read") continue;
    alarms++;
    console.log(`  ${path}: ${verdict.detail}`);
  }
  console.log(
    `${percent(alarms, files)} of ${files} files in ${folder} are left out as if they held a secret (${alarms}).`,
  );
}

/** What tools write for themselves, which no workspace is read for. */
const GENERATED = /\.(?:map|min\.js|lock)$|-lock\.(?:json|yaml)$/;

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".git") yield* filesIn(path);
    else if (
      entry.isFile() &&
      !GENERATED.test(entry.name) &&
      statSync(path).size <= DEFAULT_CORPUS_OPTIONS.maxFileSize
    )
      yield path;
  }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;
}

runMain(main);
