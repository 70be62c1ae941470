/** What a terminal would obey, or what would show a line as another: control characters but the tab, line ends, directions. */
const HARMFUL = /[^\P{Cc}\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** A text of anybody's as one line that a terminal shows and does nothing else with. */
export function printable(text: string): string {
  return text.replace(HARMFUL, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** A value as JSON in one line, likewise. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(HARMFUL, (char) =>
    char.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
