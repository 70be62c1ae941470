/** Normalised text, and where each of its UTF-16 units comes from in the original, in UTF-16 units. */
export interface NormalizedText {
  readonly text: string;
  startOf(unit: number): number;
  /** Exclusive. */
  endOf(unit: number): number;
}

/** text[from, to) as it is. */
export function unchanged(text: string, from: number, to: number): NormalizedText {
  return {
    text: text.slice(from, to),
    startOf: (unit) => from + unit,
    endOf: (unit) => from + unit + 1,
  };
}

/** The stretch from `from` to `to` of normalised text. */
export function partOf({ text, startOf, endOf }: NormalizedText, from: number, to: number): NormalizedText {
  return {
    text: text.slice(from, to),
    startOf: (unit) => startOf(from + unit),
    endOf: (unit) => endOf(from + unit),
  };
}

/** The same text behind a space that it does not have; the space lies where the first character does. */
export function behindSpace(normalized: NormalizedText): NormalizedText {
  const { text } = normalized;
  const lastOfFirst = (text.codePointAt(0) ?? 0) > 0xffff ? 1 : 0;
  return {
    text: ` ${text}`,
    startOf: (unit) => normalized.startOf(Math.max(0, unit - 1)),
    endOf: (unit) => normalized.endOf(unit === 0 ? lastOfFirst : unit - 1),
  };
}

/** What may be composed with the character before it: marks, and the vowels and finals of Hangul. */
const UNITS =
  /[^\p{M}\u1161-\u1175\u11a8-\u11c2][\p{M}\u1161-\u1175\u11a8-\u11c2]*|[\p{M}\u1161-\u1175\u11a8-\u11c2]+/gu;

/**
 * text[from, to) in Normalization Form C (https://unicode.org/reports/tr15/). A character that was composed lies where the first
 * of its parts does, as Hugging Face's library has it.
 */
export function composed(text: string, from: number, to: number): NormalizedText {
  const original = unchanged(text, from, to);
  const normal = original.text.normalize("NFC");
  if (normal === original.text) return original;
  const places: number[] = [];
  let composedText = "";
  for (const { 0: unit, index } of original.text.matchAll(UNITS)) {
    const composedUnit = unit.normalize("NFC");
    placeUnit(unit, composedUnit, from + index, places);
    composedText += composedUnit;
  }
  return { text: composedText, startOf: (unit) => places[2 * unit]!, endOf: (unit) => places[2 * unit + 1]! };
}

/**
 * Appends where each UTF-16 unit of a composed unit begins and ends in the original, whose unit begins at `start`. As in the
 * library, characters are taken one after the other: each takes as many as were put together for it, and lies where the first of
 * them does; one that only the decomposition of another brought forth takes none, and lies where the last one taken does.
 */
function placeUnit(original: string, composedUnit: string, start: number, places: number[]): void {
  const chars = [...original];
  const isNew = newParts(chars);
  let next = 0;
  let last: readonly [start: number, end: number] = [start, start];
  const take = () => {
    last = [last[1], last[1] + (chars[next++]?.length ?? 0)];
    return last;
  };
  for (const char of composedUnit) {
    const taken = [...char.normalize("NFD")].filter((part) => !isNew(part)).length;
    const place = taken > 0 ? take() : last;
    for (let more = 1; more < taken; more++) take();
    for (let unit = 0; unit < char.length; unit++) places.push(...place);
  }
}

/** Says of each part, asked for its occurrences in order, whether it is not the first part of one of the characters. */
function newParts(originals: readonly string[]): (part: string) => boolean {
  const occurrences = new Map<string, { readonly isNew: boolean[]; asked: number }>();
  for (const char of originals)
    for (const [index, part] of [...char.normalize("NFD")].entries()) {
      const known = occurrences.get(part) ?? { isNew: [], asked: 0 };
      known.isNew.push(index > 0);
      occurrences.set(part, known);
    }
  return (part) => {
    const known = occurrences.get(part);
    return known?.isNew[known.asked++] ?? false;
  };
}
