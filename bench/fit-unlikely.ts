import { readFileSync, writeFileSync } from "node:fs";
import { describeOptions, parseOptions } from "../src/cli/options";
import type { Features } from "../src/core/unlikely/features";
import { type Kind, logOdds, SENSITIVITIES, type Sensitivity } from "../src/core/unlikely/verdict";
import type { Checked } from "./shared/checkedWords";
import { logisticRegression } from "./shared/logisticRegression";
import { runMain } from "./shared/main";

const OPTIONS = {
  output: { kind: "text", placeholder: "FILE", help: "TypeScript file to write the weights to" },
  help: { kind: "flag", help: "print this" },
} as const;

const HELP = `Usage: npm run bench -- fit-unlikely DUMP... [OPTIONS]

Fits the weights of the verdict on words that are out of place, and from which suspicion on each sensitivity reports one, on the
words of files that \`npm run bench -- unlikely FOLDER... --dump FILE\` wrote.

${describeOptions(OPTIONS)}`;

/** What the kinds of errors that are made are found as. */
const ERRORS = { misspelt: "typing", unexpected: "exchange" } as const satisfies Record<Kind, string>;
/** The share of right words that each sensitivity reports. */
const FALSE_ALARMS: Readonly<Record<Sensitivity, Readonly<Record<Kind, number>>>> = {
  low: { misspelt: 0.0005, unexpected: 0.0002 },
  medium: { misspelt: 0.001, unexpected: 0.0005 },
  high: { misspelt: 0.005, unexpected: 0.01 },
};
const PRECISION = 1;

function fit(words: readonly Checked[], kind: Kind): Features {
  const asked = words.filter(({ error }) => error === undefined || error.kind === ERRORS[kind]);
  const judged = asked.flatMap(({ [kind]: features, error }) => (features ? [{ features, error }] : []));
  const names = Object.keys(judged[0].features);
  const cases = judged.map(({ features, error }) => ({
    features: names.map((name) => features[name]),
    isPositive: error !== undefined,
  }));
  const weights = logisticRegression(cases, PRECISION);
  return Object.fromEntries(names.map((name, at) => [name, rounded(weights[at])]));
}

/** The least suspicion of which no more than the wanted share of right words have more. */
function threshold(words: readonly Checked[], kind: Kind, weights: Features, share: number): number {
  const right = words.filter(({ error }) => error === undefined);
  const suspicions = right.flatMap(({ [kind]: features }) => (features ? logOdds(weights, features) : []));
  return rounded(suspicions.sort((a, b) => b - a)[Math.ceil(share * right.length)]);
}

const rounded = (value: number) => Number(value.toFixed(2));

function fitAll(words: readonly Checked[]): string {
  const weights = { misspelt: fit(words, "misspelt"), unexpected: fit(words, "unexpected") };
  const thresholds = Object.fromEntries(
    SENSITIVITIES.map((sensitivity) => {
      const of = (kind: Kind) => threshold(words, kind, weights[kind], FALSE_ALARMS[sensitivity][kind]);
      return [sensitivity, { misspelt: of("misspelt"), unexpected: of("unexpected") }];
    }),
  );
  const json = (value: unknown) => JSON.stringify(value, undefined, 2);
  return `/* Made by \`npm run bench -- fit-unlikely\`; do not edit. */
export const VERDICT_WEIGHTS = ${json(weights)} as const;

/** The suspicion from which on a word is reported. */
export const VERDICT_THRESHOLDS = ${json(thresholds)} as const;
`;
}

runMain((argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length === 0) return console.log(HELP);
  const words = positionals.flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as Checked[]);
  const source = fitAll(words);
  if (values.output === undefined) console.log(source);
  else writeFileSync(values.output, source);
});
