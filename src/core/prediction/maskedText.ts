import { MASK } from "../masks";
import type { Tokenizer } from "../tokenizer/tokenizer";

/** A place for a word in a text. */
export interface MaskPlace {
  /** Where the placeholder begins, in UTF-16 units. */
  readonly offset: number;
  /** Where the mask stands among the ids. */
  readonly position: number;
  /** Whether the space before it belongs to the word. */
  readonly spaced: boolean;
}

/** A text by its ids, the model's own mask being at each placeholder; other special tokens spelt out in it are ordinary text. */
export interface MaskedText {
  readonly ids: Int32Array;
  /** Ascending. */
  readonly masks: readonly MaskPlace[];
}

export function maskedText(text: string, tokenizer: Tokenizer): MaskedText {
  const parts = text.split(MASK);
  const encoded = tokenizer.encodeAround(parts);
  const ids: number[] = [];
  const masks: MaskPlace[] = [];
  let offset = 0;
  for (const [at, part] of parts.entries()) {
    for (const id of encoded[at]!.ids) ids.push(id);
    if (at === parts.length - 1) break;
    offset += part.length;
    masks.push({ offset, position: ids.length, spaced: encoded[at]!.spaced });
    ids.push(tokenizer.maskTokenId);
    offset += MASK.length;
  }
  return { ids: Int32Array.from(ids), masks };
}
