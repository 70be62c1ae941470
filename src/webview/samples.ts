import type { Answer, Answers, Sample, SamplesSection } from "../protocol/reportPage";
import { element } from "./elements";
import type { View } from "./view";

export function samplesView(): View<SamplesSection> {
  const list = element("ol", { class: "samples" });
  return {
    element: list,
    update: ({ samples }) => list.replaceChildren(...samples.map(item)),
  };
}

function item({ left, right, hidden, answers }: Sample): HTMLElement {
  const sentence = element("p", { class: "sentence" }, left, element("mark", {}, hidden), right);
  return element("li", {}, sentence, element("div", { class: "answers" }, ...answers.map(column)));
}

function column({ label, words }: Answers): HTMLElement {
  return element("div", {}, element("h3", {}, label), element("ol", {}, ...words.map(answer)));
}

function answer({ word, percent, share, right }: Answer): HTMLElement {
  const bar = element("meter", { min: "0", max: "1", value: String(share), "aria-hidden": "true" });
  const tick = right === undefined ? undefined : element("span", { class: "tick" }, `\u2713 ${right}`);
  const text = element("code", {}, word);
  return element(
    "li",
    right === undefined ? {} : { class: "right" },
    text,
    tick,
    bar,
    element("span", {}, percent),
  );
}
