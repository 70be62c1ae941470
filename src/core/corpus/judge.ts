import { judgeText } from "./content";
import { decode } from "./decode";
import { notebookText } from "./notebook";
import { type LeftOut, leftOut } from "./verdict";

export interface Readable {
  readonly kind: "read";
  readonly text: string;
}

/** The text that a file contributes, or why it contributes none, from its name and its whole content. */
export function judgeContent(name: string, bytes: Uint8Array): Readable | LeftOut {
  const decoded = decode(bytes);
  if (decoded.kind !== "text") return leftOut(decoded.kind);
  const text = name.toLowerCase().endsWith(".ipynb") ? notebookText(decoded.text) : decoded.text;
  if (text === undefined) return leftOut("undecodable", "not a valid notebook");
  return judgeText(text) ?? { kind: "read", text };
}
