import type { Figure, FiguresSection } from "../protocol/reportPage";
import { element } from "./elements";
import type { View } from "./view";

export function figuresView(): View<FiguresSection> {
  const list = element("dl", { class: "figures" });
  return {
    element: list,
    update: ({ figures }) => list.replaceChildren(...figures.map(card)),
  };
}

function card({ label, value, change, verdict }: Figure): HTMLElement {
  return element(
    "div",
    { class: `figure ${verdict ?? ""}` },
    element("dt", {}, label),
    element("dd", { class: "value" }, value),
    change === undefined ? undefined : element("dd", { class: "change" }, change),
  );
}
