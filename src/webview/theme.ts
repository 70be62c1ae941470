import type { ChartSeries } from "../protocol/reportPage";

/** How a curve is drawn; dashes and marks distinguish the curves where colours do not. */
export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly mark: "circle" | "square" | undefined;
  readonly opacity: number;
}

export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly gridDash: readonly number[];
  readonly background: string;
  readonly font: string;
  readonly strokes: Readonly<Record<ChartSeries["style"], Stroke>>;
}

/** The editor's colours as they are now. */
export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const color = (name: string, otherwise: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const text = color("foreground", style.color);
  const highContrast = document.body.className.includes("high-contrast");
  const blue = color("charts-blue", text);
  const yellow = color("charts-yellow", text);
  const green = color("charts-green", text);
  return {
    text,
    grid: highContrast ? text : color("editorWidget-border", text),
    gridDash: highContrast ? [1, 5] : [],
    background: color("editor-background", style.backgroundColor),
    font: `12px ${style.getPropertyValue("--vscode-font-family") || "sans-serif"}`,
    strokes: {
      faint: {
        color: blue,
        width: 1,
        dash: highContrast ? [1, 3] : [],
        mark: undefined,
        opacity: highContrast ? 1 : 0.4,
      },
      line: { color: blue, width: 2, dash: [], mark: undefined, opacity: 1 },
      marks: { color: yellow, width: 1.5, dash: [6, 4], mark: "circle", opacity: 1 },
      "marks-2": { color: green, width: 1.5, dash: [2, 3], mark: "square", opacity: 1 },
    },
  };
}

/** Calls back when the editor's theme changes. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
}
