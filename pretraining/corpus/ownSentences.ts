import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paraphrasesDemonstration, quotesDemonstration } from "./demonstration";
import type { Piece } from "./document";
import type { Kind } from "./kinds";

const FOLDER = join("pretraining", "sentences");
const HELD_OUT = /^heldout-/;
/** Held-out texts with figures of their own. */
const KINDS: Readonly<Record<string, Kind>> = {
  "heldout-stories.txt": "stories",
  "heldout-talks.txt": "talks",
};
const LINES_A_DOCUMENT = 8;

/** Our own sentences: one a line, `#` comments; a dialogue's turns follow one another between blank lines. */
export function readOwnSentences(heldOut: boolean): Piece[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".txt") && HELD_OUT.test(name) === heldOut)
    .sort()
    .flatMap((name) => pagesOf(name, readFileSync(join(FOLDER, name), "utf8")));
}

function pagesOf(name: string, text: string): Piece[] {
  const lines = text.split("\n").filter((line) => line.trim() && !line.startsWith("#"));
  for (const line of lines)
    if (quotesDemonstration(line) || paraphrasesDemonstration(line))
      throw new Error(`${name}: "${line}" is too near to a sentence of the demonstration; rewrite it.`);
  return Array.from({ length: Math.ceil(lines.length / LINES_A_DOCUMENT) }, (_, page) => ({
    kind: KINDS[name] ?? "sentences",
    path: `${name}-${page}`,
    text: lines.slice(page * LINES_A_DOCUMENT, (page + 1) * LINES_A_DOCUMENT).join("\n"),
  }));
}
