import { MASK } from "../../core/masks";
import type { FillParams, FillResult } from "../../protocol/filling";
import { preferred } from "./preferred";

/** UTF-16 units of text on each side that are asked with: more than a model's window holds, as words of the document count. */
export const REACH = 16_000;

/** Masks further apart than this are not filled together: one window could not hold them. */
const GROUP_LENGTH = 400;
const GROUP_MASKS = 16;
/** The word that is filled in, and others to choose from. */
const ALTERNATIVES = 5;

export interface FillTextOptions {
  /** Called after each group with the number of masks that are done. */
  onProgress?(done: number): void;
  /** Absolute path of the file that the text is of, where it is one. */
  readonly path?: string | undefined;
}

/** Masks that stand near each other and are filled together; UTF-16 offsets, ascending. */
export function groupMasks(masks: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const mask of masks) {
    const group = groups.at(-1);
    const fits = group !== undefined && mask - group[0]! <= GROUP_LENGTH && group.length < GROUP_MASKS;
    if (fits) group.push(mask);
    else groups.push([mask]);
  }
  return groups;
}

/**
 * Words for each of `masks`, which are UTF-16 offsets in `text`, ascending: the one to fill in first, then others; none where
 * the model has none. Each group is shown the words chosen before it.
 */
export async function fillText(
  text: string,
  masks: readonly number[],
  fill: (params: FillParams) => Promise<FillResult>,
  { onProgress, path }: FillTextOptions = {},
): Promise<string[][]> {
  const words: string[][] = [];
  let before = "";
  let end = 0;
  for (const group of groupMasks(masks)) {
    before = (before + text.slice(Math.max(end, group[0]! - REACH), group[0])).slice(-REACH);
    const after = text.slice(group[0], group.at(-1)! + MASK.length + REACH);
    const offsets = group.map((mask) => mask - group[0]! + before.length);
    const { fills } = await fill({
      text: before + after,
      masks: offsets,
      topK: ALTERNATIVES,
      ...(path !== undefined && { path }),
    });
    for (const [index, mask] of group.entries()) {
      end = mask + MASK.length;
      const next = group[index + 1] ?? end;
      const found = preferred(fills[index]?.candidates ?? [], before, text.slice(end, end + REACH));
      words.push(found);
      before += (found[0] ?? MASK) + text.slice(end, next);
    }
    onProgress?.(words.length);
  }
  return words;
}
