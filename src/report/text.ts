import type { Answers, ReportPage, ReportSection, Sample, Table } from "../protocol/reportPage";

/** The page as plain text: of each picture its description and the table of its points. Ends with a line break. */
export function reportText({ title, lead, sections }: ReportPage): string {
  const blocks = [[heading(title, "="), ...lead].join("\n"), ...sections.map(sectionText)];
  return `${blocks.join("\n\n")}\n`;
}

function heading(text: string, underline: string): string {
  return `${text}\n${underline.repeat(text.length)}`;
}

function sectionText(section: ReportSection): string {
  const note = section.note === undefined ? [] : [section.note];
  return [heading(section.heading, "-"), ...note, content(section)].join("\n");
}

function content(section: ReportSection): string {
  switch (section.kind) {
    case "figures":
      return columns(
        section.figures.map(({ label, value, change = "" }) => [label, value, change]),
        [],
      );
    case "facts":
      return columns(
        section.facts.map(({ label, value }) => [label, value]),
        [],
      );
    case "table":
      return tableText(section.table);
    case "chart":
      return [section.description, "", tableText(section.twin)].join("\n");
    case "samples":
      return section.samples.map(sampleText).join("\n\n");
  }
}

function tableText({ columns: heads, rows }: Table): string {
  const numeric = heads.map((head) => head.numeric === true);
  return columns([heads.map(({ label }) => label), ...rows], numeric);
}

/** Rows as columns of one width each, two spaces between them; numbers stand at the right. */
function columns(rows: readonly (readonly string[])[], numeric: readonly boolean[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const pad = (cell: string, i: number): string =>
    numeric[i] === true ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!);
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

function sampleText({ left, hidden, right, answers }: Sample): string {
  return [`${left}[${hidden}]${right}`, ...answers.map(answersText)].join("\n");
}

function answersText({ label, words }: Answers): string {
  const said = words.map(
    ({ word, percent, right }) => `${word} (${[percent, right].filter(Boolean).join(", ")})`,
  );
  return `  ${label}: ${said.join(", ")}`;
}
