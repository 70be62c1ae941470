import type { FactsSection } from "../protocol/reportPage";
import { element } from "./elements";
import type { View } from "./view";

export function factsView(): View<FactsSection> {
  const list = element("dl", { class: "facts" });
  return {
    element: list,
    update: ({ facts }) =>
      list.replaceChildren(
        ...facts.map(({ label, value }) =>
          element("div", {}, element("dt", {}, label), element("dd", {}, value)),
        ),
      ),
  };
}
