type Path = readonly (string | number)[];

/** A cell's text, and where in the notebook it stands: as one string or as an array of lines. */
interface CellSource {
  readonly text: string;
  readonly path: Path;
}

/**
 * The text of a Jupyter notebook (nbformat 3 and 4): the sources of its cells in order, an empty line between two.
 * Outputs and metadata are not text that a person wrote. Undefined when it is not a notebook.
 */
export function notebookText(json: string): string | undefined {
  return cellSources(json)
    ?.map(({ text }) => text)
    .join(CELL_END);
}

/** Between the texts of two cells. */
export const CELL_END = "\n\n";

/** The cells with text, in order. Undefined when it is not a notebook. */
export function cellSources(json: string): CellSource[] | undefined {
  const cells = cellsOf(parse(json), []);
  return cells?.map(sourceOf).filter(({ text }) => text !== "");
}

interface Cell {
  readonly cell: unknown;
  readonly path: Path;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function cellsOf(notebook: unknown, path: Path): Cell[] | undefined {
  const { cells, worksheets } = asRecord(notebook);
  if (Array.isArray(cells)) return cells.map((cell, at) => ({ cell, path: [...path, "cells", at] }));
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet, at) => cellsOf(sheet, [...path, "worksheets", at]) ?? []);
}

/** nbformat 4 keeps a cell's text under `source`, nbformat 3 a code cell's under `input`; as one string or as lines. */
function sourceOf({ cell, path }: Cell): CellSource {
  const { source, input } = asRecord(cell);
  const text = textOf(source ?? input);
  return { text, path: [...path, source == null ? "input" : "source"] };
}

function textOf(source: unknown): string {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
