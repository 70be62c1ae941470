import type { SpecialTokenIds } from "../tokenizer/tokenizer";

/** A word that is hidden behind some masks, to see what the model says of it. */
export interface Look {
  /** The tokens that are hidden, from `first` to `end` (exclusive). */
  readonly first: number;
  readonly end: number;
  /** As many masks as the word has pieces, or fewer. */
  readonly masks: number;
}

/** What the model sees at once, with some words hidden. */
export interface Pass<L extends Look> {
  readonly ids: readonly number[];
  /** In the order of `looks`, for each the positions of its masks in `ids`. */
  readonly positions: readonly (readonly number[])[];
  readonly looks: readonly L[];
}

export interface LookOptions {
  /** Tokens that the model sees at once, with [CLS] and [SEP]. */
  readonly windowTokens: number;
  /** Tokens at least on each side of a hidden word that are seen, where the text has them. */
  readonly margin: number;
  /** Tokens at least between two hidden words. */
  readonly spacing: number;
}

type Frame = Pick<SpecialTokenIds, "clsTokenId" | "sepTokenId" | "maskTokenId">;

/**
 * Hides the looks' words of a text, several at once and far enough apart, window by window. The looks are ascending; of one
 * word there may be several, which are seen in their order. All passes have one length unless the text is shorter.
 */
export function* passes<L extends Look>(
  ids: Int32Array,
  looks: readonly L[],
  frame: Frame,
  options: LookOptions,
): Generator<Pass<L>> {
  const room = options.windowTokens - 2; // [CLS] and [SEP] stand around
  const spare = looks.reduce((most, look) => Math.max(most, extra(look)), 0);
  for (const { start, end, own } of windows(ids.length, looks, room - spare, options.margin))
    for (const together of apart(own, options.spacing, spare))
      yield hide(ids, fitted(ids.length, room, { start, end }, together), together, frame);
}

interface Stretch {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

interface Window<L extends Look> extends Stretch {
  readonly own: readonly L[];
}

/** Windows of `room` tokens, each with the looks that lie well inside it. */
function* windows<L extends Look>(
  length: number,
  looks: readonly L[],
  room: number,
  margin: number,
): Generator<Window<L>> {
  for (let at = 0; at < looks.length; ) {
    const start = Math.max(0, Math.min(looks[at].first - margin, length - room));
    const reach = start + room >= length ? length : start + room - margin;
    const from = at++;
    while (at < looks.length && looks[at].end <= reach) at++;
    yield { start, end: Math.min(length, start + room), own: looks.slice(from, at) };
  }
}

/**
 * Shares looks out over passes, each into the first where it fits: those of one pass are far enough apart, and need no more than
 * `spare` masks beyond their words' tokens.
 */
function apart<L extends Look>(looks: readonly L[], spacing: number, spare: number): L[][] {
  const shared: L[][] = [];
  const extras: number[] = [];
  const fits = (at: number, look: L) =>
    look.first - shared[at].at(-1)!.end >= spacing && extras[at] + extra(look) <= spare;
  let before = -1;
  for (const [index, look] of looks.entries()) {
    let at = looks[index - 1]?.first === look.first ? before + 1 : 0;
    while (at < shared.length && !fits(at, look)) at++;
    if (at === shared.length) {
      shared.push([]);
      extras.push(0);
    }
    shared[at].push(look);
    extras[at] += Math.max(0, extra(look));
    before = at;
  }
  return shared;
}

/** Masks that a look needs beyond its word's tokens; negative where it needs fewer. */
const extra = ({ first, end, masks }: Look): number => masks - (end - first);

/** The stretch with as many more tokens of a text of `length` as the looks' masks leave of `room`. */
function fitted(length: number, room: number, { start, end }: Stretch, looks: readonly Look[]): Stretch {
  const left = room - (end - start) - looks.reduce((sum, look) => sum + extra(look), 0);
  const last = Math.min(length, end + left);
  return { start: Math.max(0, start - (left - (last - end))), end: last };
}

/** [CLS], the tokens with masks in place of the looks' words, [SEP]. */
function hide<L extends Look>(
  ids: Int32Array,
  { start, end }: Stretch,
  looks: readonly L[],
  { clsTokenId, sepTokenId, maskTokenId }: Frame,
): Pass<L> {
  const seen = [clsTokenId];
  const positions: number[][] = [];
  let at = start;
  for (const { first, end: next, masks } of looks) {
    for (; at < first; at++) seen.push(ids[at]);
    positions.push(Array.from({ length: masks }, () => seen.push(maskTokenId) - 1));
    at = next;
  }
  for (; at < end; at++) seen.push(ids[at]);
  seen.push(sepTokenId);
  return { ids: seen, positions, looks };
}
