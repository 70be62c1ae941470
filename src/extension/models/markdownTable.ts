/** The lines of a Markdown table whose columns line up; the first row holds the headings, and all are equally long. A cell may hold any text. */
export function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")));
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  const [headings, ...rest] = cells;
  return [line(headings!), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)];
}
