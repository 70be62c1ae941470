import type { Kind } from "./kinds";

/** One text of the corpus: a file, a chapter, a speech or a page of short sentences. */
export interface Document {
  readonly kind: Kind;
  /** The package the text comes from. */
  readonly source: string;
  readonly path: string;
  readonly text: string;
}

/** What a reader yields: the pipeline adds the package's name. */
export type Piece = Omit<Document, "source">;
