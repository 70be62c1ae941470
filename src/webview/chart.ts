import type uPlot from "uplot";
import type { ChartSection, ChartSeries } from "../protocol/reportPage";
import { element } from "./elements";
import type { Memory } from "./pageState";
import { plot, plotData } from "./plot";
import { tableView } from "./table";
import { onThemeChange, readTheme } from "./theme";
import type { View } from "./view";

export interface ChartOptions {
  readonly memory: Memory;
  readonly language: string;
  /** Name of the button that opens the text twin. */
  readonly id: string;
}

/** A chart with buttons for its curves, a line that reads its points, and its text twin. */
export function chartView({ memory, language, id }: ChartOptions): View<ChartSection> {
  const frame = element("div", { class: "plot", role: "img", tabindex: "0" });
  const legend = element("div", { class: "legend" });
  const readout = element("output", { class: "readout", "aria-live": "polite" });
  const caption = element("figcaption", {});
  const table = tableView();
  const summary = element("summary", {});
  const twin = element("details", {}, summary, table.element);
  let drawn: uPlot | undefined;
  let shown: ChartSection | undefined;
  /** The point that the keyboard is at; a pointer that passes by does not take it away. */
  let keyed: number | null = null;

  const key = (series: ChartSeries): string => `${id}/${series.id}`;
  const isShown = (series: ChartSeries): boolean => !memory.isHidden(key(series));

  const show = (index: number | null): void => {
    if (shown === undefined) return;
    readout.textContent = index === null ? shown.hint : pointText(shown, index, language, isShown);
  };

  const draw = (): void => {
    drawn?.destroy();
    drawn = undefined;
    if (shown === undefined || frame.clientWidth === 0) return;
    const width = frame.clientWidth;
    const onPoint = (index: number | null): void => show(index ?? keyed);
    drawn = plot({ section: shown, theme: readTheme(), language, width, isShown, onPoint }, frame);
  };

  const toggle = (series: ChartSeries, button: HTMLElement): void => {
    memory.setHidden(key(series), isShown(series));
    button.setAttribute("aria-pressed", String(isShown(series)));
    draw();
  };

  const legendButton = (series: ChartSeries): HTMLElement => {
    const sample = element("span", { class: `line ${series.style}`, "aria-hidden": "true" });
    const attributes = { type: "button", "aria-pressed": String(isShown(series)) };
    const button = element("button", attributes, sample, series.label);
    button.addEventListener("click", () => toggle(series, button));
    return button;
  };

  frame.addEventListener("keydown", (event) => {
    if (drawn === undefined || shown === undefined) return;
    const index = nextIndex(event.key, keyed ?? drawn.cursor.idx, shown.x.length);
    if (index === undefined) return;
    event.preventDefault();
    keyed = index;
    drawn.setCursor({ left: drawn.valToPos(shown.x[index]!, "x"), top: 0 });
    show(index);
  });
  frame.addEventListener("blur", () => {
    keyed = null;
  });
  twin.open = memory.isOpen(id);
  twin.addEventListener("toggle", () => memory.setOpen(id, twin.open));
  onThemeChange(draw);
  new ResizeObserver(() => {
    if (drawn === undefined) draw();
    else if (frame.clientWidth > 0) drawn.setSize({ width: frame.clientWidth, height: drawn.height });
  }).observe(frame);

  return {
    element: element("figure", {}, legend, frame, readout, caption, twin),
    update(section) {
      const isFirst = shown === undefined;
      shown = section;
      frame.setAttribute("aria-label", `${section.heading}. ${section.description} ${section.hint}`);
      caption.textContent = section.description;
      summary.textContent = section.twin.caption;
      table.update(section.twin);
      if (isFirst) {
        legend.replaceChildren(...section.series.map(legendButton));
        show(null);
      }
      if (drawn === undefined) draw();
      else drawn.setData(plotData(section));
    },
  };
}

/** Where an arrow key, Home or End leads; undefined for other keys. */
function nextIndex(pressed: string, index: number | null | undefined, length: number): number | undefined {
  const at = index ?? -1;
  switch (pressed) {
    case "ArrowRight":
      return Math.min(at + 1, length - 1);
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return undefined;
  }
}

function pointText(
  { x, xLabel, series, unit }: ChartSection,
  index: number,
  language: string,
  isShown: (series: ChartSeries) => boolean,
): string {
  const count = new Intl.NumberFormat(language);
  const digits = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const write = (value: number): string =>
    unit === "share"
      ? `${(100 * value).toLocaleString(language, { maximumFractionDigits: 1 })}\u00a0%`
      : digits.format(value);
  const values = series.flatMap((each) => {
    const value = each.values[index];
    return value === null || value === undefined || !isShown(each) ? [] : [`${each.label}: ${write(value)}`];
  });
  return [`${xLabel} ${count.format(x[index]!)}`, ...values].join(" \u00b7 ");
}
