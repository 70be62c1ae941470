import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeOptions, parseOptions } from "../src/cli/options";
import { contentJudge } from "../src/core/corpus/judge";
import { DEFAULT_CORPUS_OPTIONS } from "../src/core/corpus/options";
import { plantedSecrets } from "../test/support/plantedSecrets";
import { runMain } from "./shared/main";

const OPTIONS = {
  count: { kind: "integer", default: 20, min: 1, max: 1e6, help: "plantings of each kind" },
  seed: { kind: "integer", default: 1, min: 0, max: 2 ** 31, help: "of the plantings" },
  missed: { kind: "flag", help: "print the plantings that are read" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- secrets [OPTIONS] [FOLDER...]

Plants made-up secrets of many kinds in files of many formats and prints how many of those files are left out, by kind.
Then judges every text file of the folders, which hold no secrets, and prints those that are left out as if they did.

${describeOptions(OPTIONS)}`;

interface Recall {
  planted: number;
  leftOut: number;
}

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  printRecall(recallByKind(values.count, values.seed, values.missed));
  for (const folder of positionals) printFalseAlarms(folder);
}

function recallByKind(count: number, seed: number, showMissed: boolean): Map<string, Recall> {
  const judge = contentJudge();
  const recalls = new Map<string, Recall>();
  for (const { kind, path, text } of plantedSecrets(count, seed)) {
    const recall = recalls.get(kind) ?? { planted: 0, leftOut: 0 };
    recalls.set(kind, recall);
    const verdict = judge(path, new TextEncoder().encode(text));
    recall.planted++;
    if (verdict.kind === "left-out" && verdict.reason === "secret-content") recall.leftOut++;
    else if (showMissed) console.log(`${kind}: ${path}: ${JSON.stringify(text)}`);
  }
  return recalls;
}

function printRecall(recalls: ReadonlyMap<string, Recall>): void {
  const rows = [...recalls].sort(([, a], [, b]) => a.leftOut / a.planted - b.leftOut / b.planted);
  for (const [kind, { planted, leftOut }] of rows) {
    if (leftOut < planted) console.log(`${percent(leftOut, planted)} ${kind} (${leftOut} of ${planted})`);
  }
  const planted = rows.reduce((sum, [, recall]) => sum + recall.planted, 0);
  const leftOut = rows.reduce((sum, [, recall]) => sum + recall.leftOut, 0);
  const whole = rows.filter(([, recall]) => recall.leftOut === recall.planted).length;
  console.log(
    `${percent(leftOut, planted)} of ${planted} plantings of ${rows.length} kinds are left out; ${whole} kinds without exception.`,
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
