/** A training report as a person reads it, in the person's language: what the report page draws, and its text twin. */
export interface ReportPage {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** How the run stands or ended, a sentence each. */
  readonly lead: readonly string[];
  /** What a button below that offers. */
  readonly action?: PageAction;
  readonly sections: readonly ReportSection[];
}

export interface PageAction {
  readonly label: string;
  readonly type: "resume";
}

export type ReportSection = FiguresSection | ChartSection | TableSection | SamplesSection | FactsSection;

interface Section<Kind extends string> {
  readonly kind: Kind;
  /** Unique in the page, and the same in every page of a run. */
  readonly id: string;
  readonly heading: string;
  /** A sentence below the heading. */
  readonly note?: string;
}

/** The headline: a few figures, each before and after. */
export interface FiguresSection extends Section<"figures"> {
  readonly figures: readonly Figure[];
}

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** What it was, and by how much it changed. */
  readonly change?: string;
  readonly verdict?: "better" | "worse";
}

export interface ChartSection extends Section<"chart"> {
  /** Names the picture and says in a sentence what it shows. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** `share`: between 0 and 1, shown in per cent. */
  readonly unit: "number" | "share";
  /** The curves' common abscissae, ascending. */
  readonly x: readonly number[];
  readonly series: readonly ChartSeries[];
  /** The points as a table, thinned to a length that can be read. */
  readonly twin: Table;
  readonly hint: string;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  /** `faint` is the noise behind a `line`; `marks` and `marks-2` are points joined by lines, distinct without colour. */
  readonly style: "faint" | "line" | "marks" | "marks-2";
  /** One for each of `x`; null where the series has no point. */
  readonly values: readonly (number | null)[];
}

export interface TableSection extends Section<"table"> {
  readonly table: Table;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** A cell for each column. */
  readonly rows: readonly (readonly string[])[];
}

export interface Column {
  readonly label: string;
  readonly numeric?: boolean;
}

export interface SamplesSection extends Section<"samples"> {
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** The sentence before and after the hidden word. */
  readonly left: string;
  readonly right: string;
  readonly hidden: string;
  readonly answers: readonly Answers[];
}

/** What one model says of the hidden word. */
export interface Answers {
  readonly label: string;
  /** Best first. */
  readonly words: readonly Answer[];
}

export interface Answer {
  readonly word: string;
  readonly percent: string;
  /** Between 0 and 1. */
  readonly share: number;
  /** What a screen reader says where this is the hidden word. */
  readonly right?: string;
}

export interface FactsSection extends Section<"facts"> {
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What the extension host posts to the page. */
export interface ToPage {
  readonly type: "page";
  readonly page: ReportPage;
}

/** What the page posts: it is loaded, and wants what there is to show; or the person pressed the button of its action. */
export interface FromPage {
  readonly type: "ready" | PageAction["type"];
}
