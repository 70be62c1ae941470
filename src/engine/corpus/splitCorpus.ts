import { contentGroups } from "../../core/corpus/contentGroups";
import { textParts } from "../../core/corpus/textParts";
import { heldOutTarget, type Sides, type SplitOptions, splitUnits } from "../../core/training/split";
import { type TokenizedFile, TokenizedFiles } from "../../core/training/tokenizedFiles";
import type { ReadCorpus } from "./readCorpus";

/** A corpus in tokens. */
export interface TokenizedCorpus extends ReadCorpus {
  readonly files: TokenizedFiles;
}

/** A corpus in tokens, and on which side each of its files, or parts of files, is. */
export interface SplitCorpus extends TokenizedCorpus {
  readonly sides: Sides;
}

/** If there are fewer files, they are cut into parts, so that about as much is held out as was asked for. */
const FEW_FILES = 10;
/** How many parts the held-out text should consist of. */
const HELD_OUT_PARTS = 3;

/** Holds out whole files, each with its near-copies and twins; parts of files if there are few, or none fits. */
export function splitCorpus(text: TokenizedCorpus, options: SplitOptions): SplitCorpus {
  const whole = { ...text, sides: sidesOf(text.files, options) };
  const isEnough = text.files.files.length >= FEW_FILES && whole.sides.isNear;
  if (options.validationSplit === 0 || isEnough) return whole;
  const files = inParts(text, options);
  return { ...text, files, sides: sidesOf(files, options) };
}

/** The text of a file or a part, as it was read. */
export function textOfUnit({ textOf }: Pick<ReadCorpus, "textOf">, { path, part }: TokenizedFile): string {
  return (textOf(path) ?? "").slice(part?.start, part?.end);
}

function sidesOf(files: TokenizedFiles, options: SplitOptions): Sides {
  const units = files.files.map(({ name, characters }) => ({ name, size: characters }));
  if (options.validationSplit === 0) return splitUnits(units, [...units.keys()], options);
  const texts = files.files.map((file) => ({ path: file.relativePath, words: files.wordsOf(file) }));
  return splitUnits(units, contentGroups(texts, copies(files.files)), options);
}

/** Pairs of a near-copy and its original: the new lines alone do not show that they belong together. */
function copies(files: readonly TokenizedFile[]): [number, number][] {
  const indices = new Map(files.map(({ path, part }, at) => [part ? undefined : path, at]));
  return files.flatMap(({ copyOf }, at) => {
    const original = copyOf === undefined ? undefined : indices.get(copyOf);
    return original === undefined ? [] : [[at, original] as [number, number]];
  });
}

function inParts({ files, summary, textOf }: TokenizedCorpus, options: SplitOptions): TokenizedFiles {
  const length =
    (heldOutTarget(files.tokens, options) / HELD_OUT_PARTS) * (summary.characters / files.tokens);
  const result = new TokenizedFiles(files.encoder, files.lineByLine);
  for (const { path, relativePath } of files.files) {
    const text = textOf(path) ?? "";
    for (const part of textParts(text, length))
      result.add({ path, relativePath, part }, text.slice(part.start, part.end));
  }
  return result;
}
