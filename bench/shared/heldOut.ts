import { join, resolve } from "node:path";
import { textHash } from "../../src/core/corpus/textHash";
import { type FileText, textsWithoutTwins } from "./hiddenInFiles";

/** Options of a bench that asks about words of held-out files. */
export const HELD_OUT_OPTIONS = {
  model: { kind: "text", default: join("models", "base"), placeholder: "FOLDER", help: "to start from" },
  "held-out": { kind: "number", default: 0.2, min: 0.01, max: 0.9, help: "share of the files to ask about" },
  threads: { kind: "integer", default: 2, min: 1, max: 1024, help: "processor threads to use" },
  seed: { kind: "integer", default: 7, min: 0, max: 2 ** 31, help: "of what is drawn" },
  help: { kind: "flag", help: "print this" },
} as const;

export interface HeldOut {
  readonly heldOut: readonly FileText[];
  readonly others: readonly FileText[];
}

/** Splits a folder's texts by the hashes of their names: a share of them, one at least, is held out. Throws an Error where there is none. */
export async function holdOut(folder: string, share: number): Promise<HeldOut> {
  const files = await textsWithoutTwins(resolve(folder));
  if (files.length === 0) throw new Error(`${folder} has no text.`);
  const ranked = files.sort((a, b) => textHash(a.name) - textHash(b.name));
  const count = Math.max(1, Math.round(share * ranked.length));
  return { heldOut: ranked.slice(0, count), others: ranked.slice(count) };
}
