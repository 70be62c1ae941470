import { describeOptions, parseOptions } from "../src/cli/options";
import { contentJudge } from "../src/core/corpus/judge";
import { knownSlowTexts, type SlowText, slowTextsOfRules } from "../test/support/slowTexts";
import { runMain } from "./shared/main";

const OPTIONS = {
  size: { kind: "integer", default: 1_000_000, min: 1, max: 1e8, help: "UTF-16 units of each text" },
  texts: { kind: "integer", default: 4, min: 1, max: 1e5, help: "texts for each rule" },
  seed: { kind: "integer", default: 1, min: 0, max: 2 ** 31, help: "of the texts" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- fuzz-rules [OPTIONS]

How long it takes to judge texts that are made to keep the rules on secrets busy: known ones, and for each rule the
beginnings of what it matches, repeated. Prints the worst, and how the time grows from a tenth of the size.

${describeOptions(OPTIONS)}`;

/** Kinds of files that are read in ways of their own. */
const NAMES = ["a.txt", "a.yaml", "a.ipynb", "a.json", "a.csv", "a.ts"];
const SHOWN = 20;

interface Timing {
  readonly aim: string;
  readonly milliseconds: number;
  readonly verdict: string;
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseOptions(OPTIONS, argv);
  if (values.help) return console.log(HELP);
  const texts = (size: number) => [
    ...knownSlowTexts(size),
    ...slowTextsOfRules(size, values.texts, values.seed),
  ];
  const judge = contentJudge();
  const small = texts(Math.ceil(values.size / 10)).map((text) => timeOf(text, judge));
  const large = texts(values.size).map((text) => timeOf(text, judge));
  print(large, small);
}

/** Of the slowest kind of file. */
function timeOf({ aim, text }: SlowText, judge: ReturnType<typeof contentJudge>): Timing {
  const bytes = new TextEncoder().encode(text);
  const timings = NAMES.map((name) => {
    const began = performance.now();
    const verdict = judge(name, bytes);
    const milliseconds = performance.now() - began;
    return { aim, milliseconds, verdict: verdict.kind === "read" ? "read" : verdict.reason };
  });
  return timings.reduce((worst, timing) => (timing.milliseconds > worst.milliseconds ? timing : worst));
}

function print(large: readonly Timing[], small: readonly Timing[]): void {
  const rows = large.map((timing, i) => ({ ...timing, small: small[i].milliseconds }));
  console.log(`| text | ms | ms for a tenth | verdict |\n|---|---|---|---|`);
  for (const { aim, milliseconds, small, verdict } of rows
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, SHOWN)) {
    console.log(`| ${aim} | ${milliseconds.toFixed(0)} | ${small.toFixed(0)} | ${verdict} |`);
  }
  console.log(`${rows.length} texts, each as ${NAMES.length} kinds of files; the slowest are shown.`);
}

runMain(main);
