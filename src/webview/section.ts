import type { ReportSection } from "../protocol/reportPage";
import { chartView } from "./chart";
import { element } from "./elements";
import { factsView } from "./facts";
import { figuresView } from "./figures";
import type { Memory } from "./pageState";
import { samplesView } from "./samples";
import { tableView } from "./table";
import type { View } from "./view";

export interface SectionOptions {
  readonly memory: Memory;
  readonly language: string;
}

/** A section with its heading; it skips data that has not changed. */
export function sectionView(first: ReportSection, options: SectionOptions): View<ReportSection> {
  const headingId = `heading-${first.id}`;
  const heading = element("h2", { id: headingId });
  const note = element("p", { class: "note" });
  const content = contentView(first, options);
  const frame = element(
    "section",
    { id: first.id, "aria-labelledby": headingId },
    heading,
    note,
    content.element,
  );
  let known = "";
  return {
    element: frame,
    update(section) {
      const text = JSON.stringify(section);
      if (text === known) return;
      known = text;
      heading.textContent = section.heading;
      note.textContent = section.note ?? "";
      note.hidden = section.note === undefined;
      content.update(section);
    },
  };
}

function contentView(first: ReportSection, options: SectionOptions): View<ReportSection> {
  switch (first.kind) {
    case "figures":
      return narrowed(figuresView(), first);
    case "chart":
      return narrowed(chartView({ ...options, id: first.id }), first);
    case "samples":
      return narrowed(samplesView(), first);
    case "facts":
      return narrowed(factsView(), first);
    case "table": {
      const { element: table, update } = tableView();
      return narrowed({ element: table, update: (section: typeof first) => update(section.table) }, first);
    }
  }
}

/** The sections of one id are of one kind. */
function narrowed<Kind extends ReportSection>(view: View<Kind>, _first: Kind): View<ReportSection> {
  return { element: view.element, update: (section) => view.update(section as Kind) };
}
