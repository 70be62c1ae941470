import type { FillParams, FillResult } from "../../protocol/filling";
import { MASK } from "./masks";

/** UTF-16 units of text on each side that are asked with: more than a model's window holds, as words of the document count. */
export const REACH = 16_000;

/** Masks further apart than this are not filled together: one window could not hold them. */
const GROUP_LENGTH = 400;
const GROUP_MASKS = 16;

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
 * The best word for each of `masks`, which are UTF-16 offsets in `text`, ascending; `undefined` where the model has none.
 * Each group is shown the words chosen before it.
 */
export async function fillText(
  text: string,
  masks: readonly number[],
  fill: (params: FillParams) => Promise<FillResult>,
  { onProgress, path }: FillTextOptions = {},
): Promise<(string | undefined)[]> {
  const words: (string | undefined)[] = [];
  let before = "";
  let end = 0;
  for (const group of groupMasks(masks)) {
    before = (before + text.slice(Math.max(end, group[0]! - REACH), group[0])).slice(-REACH);
    const after = text.slice(group[0], group.at(-1)! + MASK.length + REACH);
    const offsets = group.map((mask) => mask - group[0]! + before.length);
    const { fills } = await fill({
      text: before + after,
      masks: offsets,
      topK: 1,
      ...(path !== undefined && { path }),
    });
    for (const [index, mask] of group.entries()) {
      const word = fills[index]?.candidates[0]?.token_str;
      words.push(word);
      end = mask + MASK.length;
      before += (word ?? MASK) + text.slice(end, group[index + 1] ?? end);
    }
    onProgress?.(words.length);
  }
  return words;
}
