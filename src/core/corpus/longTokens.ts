const TOKEN_CHARACTERS: Readonly<Uint8Array> = tokenCharacters();

/** For each UTF-16 unit, whether base64 and its URL form are written with it. */
function tokenCharacters(): Uint8Array {
  const table = new Uint8Array(65536);
  for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
    table[char.charCodeAt(0)] = 1;
  return table;
}

/**
 * Start and end of each run of at least `shortest` characters of base64. Looks backwards from where such a run would have to
 * reach, so that it passes over most of a text.
 */
export function longTokens(text: string, shortest: number): (readonly [start: number, end: number])[] {
  const found: (readonly [number, number])[] = [];
  let start = 0;
  while (start + shortest <= text.length) {
    let at = start + shortest - 1;
    while (at >= start && TOKEN_CHARACTERS[text.charCodeAt(at)] === 1) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    while (end < text.length && TOKEN_CHARACTERS[text.charCodeAt(end)] === 1) end++;
    found.push([start, end]);
    start = end + 1;
  }
  return found;
}
