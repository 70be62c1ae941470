import type { TrainingReport } from "../protocol/report";
import type { Fact, FactsSection } from "../protocol/reportPage";
import type { Writer } from "./writer";

/** The model, the speed and the settings. */
export function runSection(report: TrainingReport, writer: Writer): FactsSection {
  const { l10n, format } = writer;
  const { model, settings, tokensPerSecond, run } = report;
  const yesNo = (value: boolean): string => (value ? l10n.t("yes") : l10n.t("no"));
  const globs = (value: readonly string[]): string =>
    value.length === 0 ? l10n.t("none") : value.join(", ");
  const orChosen = (value: number, write: (value: number) => string): string =>
    value === 0 ? l10n.t("chosen by the trainer") : write(value);
  const facts: (Fact | undefined)[] = [
    fact(l10n.t("Speed"), tokensPerSecond, (value) => l10n.t("{0} tokens a second", format.count(value))),
    { label: l10n.t("Started from"), value: model.base ?? l10n.t("nothing: a new model") },
    {
      label: l10n.t("Architecture"),
      value: l10n.t("{0}, {1} parameters", model.architecture, format.count(model.parameters)),
    },
    newWords(model.newWords, l10n),
    { label: l10n.t("Epochs at most"), value: orChosen(settings.epochs, format.count) },
    {
      label: l10n.t("Ends without gain after"),
      value: settings.patience === 0 ? l10n.t("never") : l10n.t("{0} evaluations", settings.patience),
    },
    { label: l10n.t("Peak learning rate"), value: orChosen(settings.learningRate, format.significant) },
    {
      label: l10n.t("Batch"),
      value: l10n.t("{0} sequences of {1} tokens", settings.batchSize, settings.sequenceLength),
    },
    { label: l10n.t("Hidden tokens"), value: format.share(settings.maskingProbability) },
    { label: l10n.t("Whole words hidden"), value: yesNo(settings.wholeWord) },
    {
      label: l10n.t("Threads"),
      value: threads(report, writer),
    },
    {
      label: l10n.t("Computed on"),
      value: settings.device === "webgpu" ? l10n.t("the GPU, by way of WebGPU") : l10n.t("the processor"),
    },
    { label: l10n.t("Seed"), value: String(settings.seed) },
    {
      label: l10n.t("Included"),
      value: settings.include.length === 0 ? l10n.t("every text file") : globs(settings.include),
    },
    { label: l10n.t("Excluded"), value: globs(settings.exclude) },
    { label: l10n.t("Run"), value: run },
  ];
  return {
    kind: "facts",
    id: "run",
    heading: l10n.t("Model and settings"),
    facts: facts.filter((each) => each !== undefined),
  };
}

function threads({ settings, computing }: TrainingReport, { l10n, format }: Writer): string {
  if (computing === undefined)
    return settings.threads === 0 ? l10n.t("half of the cores") : format.count(settings.threads);
  return l10n.t("{0}, on {1} sequences at once", computing.threads, computing.sequencesAtOnce);
}

const WORDS_SHOWN = 12;

function newWords(words: readonly string[], l10n: Writer["l10n"]): Fact | undefined {
  if (words.length === 0) return undefined;
  const shown = [...new Set(words.map((word) => word.trim()))].slice(0, WORDS_SHOWN).join(", ");
  const rest = words.length - WORDS_SHOWN;
  const value = rest > 0 ? l10n.t("{0} and {1} more", shown, rest) : shown;
  return { label: l10n.t("Words added to the vocabulary"), value };
}

function fact(label: string, value: number | undefined, write: (value: number) => string): Fact | undefined {
  return value === undefined ? undefined : { label, value: write(value) };
}
