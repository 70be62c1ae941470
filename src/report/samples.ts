import { MASK, type SampleFill, type SampleResult, type TrainingReport } from "../protocol/report";
import type { Answers, Sample, SamplesSection } from "../protocol/reportPage";
import type { Writer } from "./writer";

const WORDS_SHOWN = 3;

export function samplesSection({ samples }: TrainingReport, writer: Writer): SamplesSection {
  const { l10n } = writer;
  return {
    kind: "samples",
    id: "samples",
    heading: l10n.t("Sample sentences"),
    note: l10n.t("Of held-out files, with one word hidden, and the words that the models say."),
    samples: samples.map((sample) => shown(sample, writer)),
  };
}

function shown({ sentence, hidden, before, after }: SampleResult, writer: Writer): Sample {
  const { l10n } = writer;
  const at = sentence.indexOf(MASK);
  return {
    left: at < 0 ? sentence : sentence.slice(0, at),
    right: at < 0 ? "" : sentence.slice(at + MASK.length),
    hidden,
    answers: [
      answers(l10n.t("Before"), before, hidden, writer),
      ...(after ? [answers(l10n.t("After"), after, hidden, writer)] : []),
    ],
  };
}

function answers(
  label: string,
  fills: readonly SampleFill[],
  hidden: string,
  { l10n, format }: Writer,
): Answers {
  const words = fills.slice(0, WORDS_SHOWN).map(({ word, probability }) => ({
    word,
    percent: format.share(probability),
    share: probability,
    ...(word === hidden ? { right: l10n.t("right") } : {}),
  }));
  return { label, words };
}
