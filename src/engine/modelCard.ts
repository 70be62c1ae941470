import type { ModelConfig } from "../core/models/config";
import type { EvaluationPoint, TrainingReport } from "../protocol/report";

/** What a card tells of a model. */
export interface CardFacts {
  readonly name: string;
  readonly config: ModelConfig;
  /** Number of values. */
  readonly parameters: number;
  /** Number of tokens. */
  readonly vocabulary: number;
  /** Of the model it started from, as a card's front matter names it; absent when nothing says. */
  readonly licence: string | undefined;
  readonly hasOnnx: boolean;
  /** Whether `DATA-NOTICES` lies beside the card. */
  readonly hasDataNotices: boolean;
  /** On the Hugging Face hub, where the model came from there. */
  readonly repository?: string;
  /** Of the run that trained it. */
  readonly report?: TrainingReport;
}

/** A model card in Markdown with YAML front matter. It holds no path, no name of a file and no text of the workspace. */
export function modelCard(facts: CardFacts): string {
  return [frontMatter(facts), introduction(facts), ...trained(facts), limits(facts), usage(facts)].join(
    "\n\n",
  );
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
      ["positions", count(config.maxPositionEmbeddings)],
    ]),
  ].join("\n");
}

function trained({ report }: CardFacts): string[] {
  if (report === undefined) return [];
  return [data(report), hyperparameters(report), ...results(report)];
}

function data({ corpus, languages, model }: TrainingReport): string {
  const shares = languages.map(({ language }) => language).join(", ");
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
      ...(shares === "" ? [] : [["languages", shares] as const]),
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

/** The model before training against the best one after it, on the same masks. */
function results({ evaluations, model }: TrainingReport): string[] {
  const [before, ...later] = evaluations;
  const after = later.reduce<EvaluationPoint | undefined>(
    (best, point) => (best === undefined || point.loss < best.loss ? point : best),
    undefined,
  );
  if (before === undefined || after === undefined) return [];
  const row = (name: string, { loss, perplexity, top1, top5 }: EvaluationPoint) =>
    `| ${name} | ${loss.toFixed(3)} | ${perplexity.toFixed(1)} | ${percent(top1)} | ${percent(top5)} |`;
  return [
    [
      "## Results",
      "",
      `On the same ${count(after.masks)} masks of held-out files:`,
      "",
      "| model | loss | perplexity | top-1 | top-5 |",
      "| --- | --- | --- | --- | --- |",
      row(model.base === undefined ? "before training" : "base", before),
      row("tuned", after),
    ].join("\n"),
  ];
}

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
