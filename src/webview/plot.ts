import uPlot from "uplot";
import type { ChartSection, ChartSeries } from "../protocol/reportPage";
import type { ChartTheme, Stroke } from "./theme";

const HEIGHT = 260;
const MARK_SIZE = 8;

export interface PlotOptions {
  readonly section: ChartSection;
  readonly theme: ChartTheme;
  readonly language: string;
  /** In CSS pixels. */
  readonly width: number;
  isShown(series: ChartSeries): boolean;
  /** The pointer is at a point, or at none. */
  onPoint(index: number | null): void;
}

/** Draws a chart into `target`. */
export function plot(options: PlotOptions, target: HTMLElement): uPlot {
  const { section, theme, width, isShown, onPoint } = options;
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: MARK_SIZE } },
      scales: { x: { time: false }, y: { range: yRange(section.unit) } },
      axes: axes(options),
      series: [{}, ...section.series.map((each) => series(each, theme, isShown(each)))],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    },
    plotData(section),
    target,
  );
}

export function plotData({ x, series }: ChartSection): uPlot.AlignedData {
  return [[...x], ...series.map(({ values }) => [...values])];
}

/** A share begins at 0; a loss has room above and below. */
function yRange(unit: ChartSection["unit"]): uPlot.Range.MinMax | uPlot.Range.Function {
  return (_plot, min, max) => {
    if (min === null || max === null) return [0, 1];
    return unit === "share"
      ? uPlot.rangeNum(0, Math.max(max, 0.01), 0.1, true)
      : uPlot.rangeNum(min, max, 0.1, true);
  };
}

function axes({ section, theme, language }: PlotOptions): uPlot.Axis[] {
  const count = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tick =
    section.unit === "share"
      ? new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 })
      : new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const look: uPlot.Axis = {
    stroke: theme.text,
    font: theme.font,
    labelFont: theme.font,
    labelSize: 20,
    grid: { stroke: theme.grid, width: 0.5, dash: [...theme.gridDash] },
    ticks: { stroke: theme.grid, width: 0.5, size: 4 },
  };
  return [
    {
      ...look,
      label: section.xLabel,
      size: 32,
      incrs: WHOLE_STEPS,
      values: (_plot, at) => at.map((value) => count.format(value)),
    },
    {
      ...look,
      label: section.yLabel,
      size: 48,
      values: (_plot, at) => at.map((value) => tick.format(value)),
    },
  ];
}

/** Distances between ticks of an axis that counts: 1, 2, 5, 10, ... */
const WHOLE_STEPS = Array.from({ length: 9 }, (_, power) =>
  [1, 2, 5].map((each) => each * 10 ** power),
).flat();

function series({ style }: ChartSeries, theme: ChartTheme, show: boolean): uPlot.Series {
  const stroke = theme.strokes[style];
  return {
    show,
    stroke: stroke.color,
    width: stroke.width,
    dash: [...stroke.dash],
    alpha: stroke.opacity,
    spanGaps: true,
    points: stroke.mark === undefined ? { show: false } : marks(stroke, theme),
  };
}

function marks(stroke: Stroke, theme: ChartTheme): uPlot.Series.Points {
  const look = {
    show: true,
    size: MARK_SIZE,
    fill: theme.background,
    stroke: stroke.color,
    width: 2,
    space: 0,
  };
  return stroke.mark === "circle" ? look : { ...look, paths: squares };
}

/** As uPlot's own points, but square. */
function squares(
  self: uPlot,
  seriesIndex: number,
  from: number,
  to: number,
  indices?: number[] | null,
): uPlot.Series.Points.Paths {
  const path = new Path2D();
  const size = MARK_SIZE * uPlot.pxRatio;
  const { scale = "y" } = self.series[seriesIndex]!;
  for (let i = from; i <= to; i++) {
    const value = self.data[seriesIndex]![i];
    if (value === null || value === undefined || (indices && !indices.includes(i))) continue;
    const x = self.valToPos(self.data[0][i]!, "x", true);
    const y = self.valToPos(value, scale, true);
    path.rect(x - size / 2, y - size / 2, size, size);
  }
  return { stroke: path, fill: path };
}
