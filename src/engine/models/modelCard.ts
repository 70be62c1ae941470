import type { ModelConfig } from "../../core/models/families";
import type { WordsFound } from "../../core/questions/wordsFound";
import type { TrainingReport } from "../../protocol/report";

/** What a card says about a model. */
export interface CardFacts {
  readonly name: string;
  readonly config: ModelConfig;
  /** Number of values. */
  readonly parameters: number;
  /** Number of tokens. */
  readonly vocabulary: number;
  /** Of the model it started from, as a card's front matter names it; absent if unknown. */
  readonly licence: string | undefined;
  readonly hasOnnx: boolean;
  /** Whether `DATA-NOTICES` is next to the card. */
  readonly hasDataNotices: boolean;
  /** On the Hugging Face hub, where the model came from there. */
  readonly repository?: string;
  /** Of the run that trained it. */
  readonly report?: TrainingReport;
  /** How many hidden words it found when it was last asked. */
  readonly found?: WordsFound;
}

/** A model card in Markdown with YAML front matter. It holds no path, no name of a file and no text of the workspace. */
export function modelCard(facts: CardFacts): string {
  return [
    frontMatter(facts),
    introduction(facts),
    ...trained(facts),
    ...results(facts),
    limits(facts),
    usage(facts),
  ].join("\n\n");
}

function frontMatter({ licence, repository }: CardFacts): string {
  return [
    "---",
    "library_name: transformers",
    "pipeline_tag: fill-mask",
    ...(licence === undefined ? ["license: other", "license_name: unknown"] : [`license: ${licence}`]),
    ...(repository === undefined ? [] : [`base_model: ${repository}`]),
    "tags:",
    "- fill-mask",
    "- workspace-mlm",
    "---",
  ].join("\n");
}

function introduction({ name, config, parameters, vocabulary }: CardFacts): string {
  return [
    `# ${name}`,
    "",
    "A masked language model, written by Workspace MLM.",
    "",
    table([
      ["architecture", config.modelType],
      ["parameters", count(parameters)],
      ["layers", `${config.numHiddenLayers} of ${config.hiddenSize}, ${config.numAttentionHeads} heads`],
      ["vocabulary", `${count(vocabulary)} tokens`],
      ["positions", count(config.maxPositions)],
    ]),
  ].join("\n");
}

function trained({ report }: CardFacts): string[] {
  if (report === undefined) return [];
  return [data(report), hyperparameters(report)];
}

function data({ corpus, words, model }: TrainingReport): string {
  const languages = (words?.languages ?? []).map(({ language }) => language).join(", ");
  return [
    "## Training data",
    "",
    "Text files of one workspace; none of their text is in this card.",
    "",
    table([
      ["files", `${count(corpus.files)}, of which ${count(corpus.heldOutFiles)} were held out`],
      ["tokens", count(corpus.tokens)],
      ["characters", count(corpus.characters)],
      ...(model.newWords.length > 0
        ? [["words added to the vocabulary", count(model.newWords.length)] as const]
        : []),
      ...(languages === "" ? [] : [["languages", languages] as const]),
    ]),
  ].join("\n");
}

function hyperparameters({ settings, step, seconds }: TrainingReport): string {
  return [
    "## Training",
    "",
    table([
      ["epochs", String(settings.epochs)],
      ["steps", count(step)],
      ["batch size", String(settings.batchSize)],
      ["sequence length", String(settings.sequenceLength)],
      ["learning rate", settings.learningRate > 0 ? String(settings.learningRate) : "chosen by the program"],
      ["masked", `${percent(settings.maskingProbability)}${settings.wholeWord ? ", whole words" : ""}`],
      ["optimiser", "AdamW"],
      ["seed", String(settings.seed)],
      ["minutes", (seconds / 60).toFixed(1)],
    ]),
  ].join("\n");
}

/** The last figures, next to those of the model before training if it was asked for the same words. */
function results({ report, found = report?.words?.after }: CardFacts): string[] {
  if (found === undefined) return [];
  const { before, after } = report?.words ?? {};
  const isSame = after !== undefined && JSON.stringify(countsOf(after)) === JSON.stringify(countsOf(found));
  const row = (name: string, { words, first, amongFive }: WordsFound) =>
    `| ${name} | ${percent(first / words)} | ${percent(amongFive / words)} |`;
  const chosen =
    isSame && report?.words?.isChosenOnThem ? " The best model was chosen on the same text." : "";
  return [
    [
      "## Results",
      "",
      `Of ${count(found.words)} hidden words in ${found.files === 1 ? "one file" : `${count(found.files)} files`}, not learnt from.${chosen}`,
      "",
      "| model | the right word first | among five |",
      "| --- | --- | --- |",
      ...(isSame && before ? [row("before training", before)] : []),
      row("this model", found),
    ].join("\n"),
  ];
}

const countsOf = ({ words, files, first, amongFive }: WordsFound) => [words, files, first, amongFive];

function limits({ licence, hasDataNotices }: CardFacts): string {
  const terms =
    licence === undefined
      ? "No licence is named by the model that this one started from: find out before you pass it on."
      : `The model that this one started from is under the licence \`${licence}\`, which holds for this one too.`;
  return [
    "## Before you pass it on",
    "",
    "A model can repeat what it was trained on, names and phrases of private files among it, and its vocabulary may list",
    `their words: give it only to people who may read those files. ${terms}`,
    ...(hasDataNotices
      ? [
          "",
          "What that model was trained on stands in `DATA-NOTICES`, with licences and copyrights: pass it on, too.",
        ]
      : []),
  ].join("\n");
}

function usage({ name, hasOnnx }: CardFacts): string {
  const python = [
    "```python",
    "from transformers import pipeline",
    `pipeline("fill-mask", "./${name}")`,
    "```",
  ];
  const javascript = [
    "",
    "With `@huggingface/transformers`, which reads `onnx/model.onnx`:",
    "",
    "```js",
    `await pipeline("fill-mask", ${JSON.stringify(name)}, { dtype: "fp32" })`,
    "```",
  ];
  return ["## Use", "", ...python, ...(hasOnnx ? javascript : []), ""].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string {
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}

const count = (value: number): string => Math.round(value).toLocaleString("en-US");
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
