import { CELL_END, cellSources } from "./notebook";

/** The text of a notebook's cells, and where it stands in the notebook's file. */
export interface PlacedText {
  readonly text: string;
  /** The place in the file of what stands in one cell's text. */
  placeOf(range: TextRange): TextRange;
}

/** In UTF-16 units, `to` exclusive. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A notebook's text, as `notebookText` has it, with its places in the file; undefined when it is not a notebook. */
export function placedNotebookText(json: string): PlacedText | undefined {
  const sources = cellSources(json);
  if (sources === undefined) return undefined;
  const root = placesOf(json);
  const starts: number[] = [];
  for (const [at, { path }] of sources.entries()) {
    if (at > 0) for (let unit = 0; unit < CELL_END.length; unit++) starts.push(starts.at(-1)!);
    const place = path.reduce<Place>((inside, key) => inside.children.get(key)!, root);
    for (const literal of place.strings) pushUnits(json, literal, starts);
  }
  return {
    text: sources.map(({ text }) => text).join(CELL_END),
    placeOf: ({ from, to }) => ({
      from: starts[from],
      to: starts[to - 1] + unitLength(json, starts[to - 1]),
    }),
  };
}

/** A string as it is written, from the quote on, in UTF-16 units. */
interface Literal {
  readonly start: number;
  /** Behind the closing quote. */
  readonly end: number;
}

/** A value of a JSON text. */
interface Place {
  /** The value itself where it is a string, or the strings in it where it is an array. */
  readonly strings: Literal[];
  readonly children: Map<string | number, Place>;
}

interface Container {
  readonly place: Place;
  readonly isArray: boolean;
  /** Of the next value. */
  key: string | number;
  isKeyNext: boolean;
}

/** The strings of a JSON text by what they are in. Of values with the same name the last counts, as where the text is parsed. */
function placesOf(json: string): Place {
  const root = newPlace();
  const inside: Container[] = [];
  for (const { start, end } of tokensOf(json)) {
    const char = json[start];
    const around = inside.at(-1);
    if (char === "{" || char === "[") {
      const place = around === undefined ? root : placeIn(around);
      inside.push({ place, isArray: char === "[", key: 0, isKeyNext: char === "{" });
    } else if (char === "}" || char === "]") inside.pop();
    else if (around === undefined) continue;
    else if (char === ",") passComma(around);
    else if (around.isKeyNext)
      Object.assign(around, { key: JSON.parse(json.slice(start, end)), isKeyNext: false });
    else (around.isArray ? around.place : placeIn(around)).strings.push({ start, end });
  }
  return root;
}

const newPlace = (): Place => ({ strings: [], children: new Map() });

/** A new place for the next value, instead of one of the same name. */
function placeIn({ place, key }: Container): Place {
  const child = newPlace();
  place.children.set(key, child);
  return child;
}

function passComma(container: Container): void {
  if (container.isArray) container.key = Number(container.key) + 1;
  else container.isKeyNext = true;
}

/** Brackets, commas and strings of a JSON text that is whole. */
function* tokensOf(json: string): Generator<Literal> {
  for (let at = 0; at < json.length; at++) {
    if (json[at] === '"') {
      const end = endOfString(json, at);
      yield { start: at, end };
      at = end - 1;
    } else if ("{}[],".includes(json[at])) yield { start: at, end: at + 1 };
  }
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Adds where each UTF-16 unit of a string is written. */
function pushUnits(json: string, { start, end }: Literal, starts: number[]): void {
  for (let at = start + 1; at < end - 1; at += unitLength(json, at)) starts.push(at);
}

/** How long a UTF-16 unit is as it is written at an offset of a string: `\n` is two, `\u00e9` six. */
function unitLength(json: string, at: number): number {
  if (json[at] !== "\\") return 1;
  return json[at + 1] === "u" ? 6 : 2;
}
