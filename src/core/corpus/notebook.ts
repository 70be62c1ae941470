/**
 * The text of a Jupyter notebook (nbformat 3 and 4): the sources of its cells in order, an empty line between two.
 * Outputs and metadata are not text that a person wrote. Undefined when it is not a notebook.
 */
export function notebookText(json: string): string | undefined {
  const cells = cellsOf(parse(json));
  return cells?.map(sourceOf).filter(Boolean).join("\n\n");
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function cellsOf(notebook: unknown): unknown[] | undefined {
  const { cells, worksheets } = asRecord(notebook);
  if (Array.isArray(cells)) return cells;
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet) => cellsOf(sheet) ?? []);
}

/** nbformat 4 keeps a cell's text under `source`, nbformat 3 a code cell's under `input`; as one string or as lines. */
function sourceOf(cell: unknown): string {
  const { source, input } = asRecord(cell);
  const text = source ?? input;
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.filter((line) => typeof line === "string").join("") : "";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
