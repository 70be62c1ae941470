import type { Table } from "../protocol/reportPage";
import { element } from "./elements";
import type { View } from "./view";

/** A table that scrolls by itself where the page is narrow. */
export function tableView(): View<Table> {
  const caption = element("caption", {});
  const head = element("tr", {});
  const body = element("tbody", {});
  const table = element("table", {}, caption, element("thead", {}, head), body);
  const scroller = element("div", { class: "scroller", role: "region", tabindex: "0" }, table);
  return {
    element: scroller,
    update({ caption: name, columns, rows }) {
      scroller.setAttribute("aria-label", name);
      caption.textContent = name;
      const look = columns.map(({ numeric }) => (numeric ? { class: "numeric" } : {}));
      head.replaceChildren(
        ...columns.map(({ label }, i) => element("th", { scope: "col", ...look[i] }, label)),
      );
      body.replaceChildren(...rows.map((cells) => row(cells, look)));
    },
  };
}

function row(cells: readonly string[], look: readonly Readonly<Record<string, string>>[]): HTMLElement {
  const made = cells.map((cell, i) =>
    i === 0 ? element("th", { scope: "row", ...look[i] }, cell) : element("td", { ...look[i] }, cell),
  );
  return element("tr", {}, ...made);
}
