const TOKEN_CHARACTERS: Readonly<Uint8Array> = tokenCharacters();

/** For each UTF-16 unit, whether base64 and its URL form are written with it. */
function tokenCharacters(): Uint8Array {
  const table = new Uint8Array(65536);
  for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
    table[char.charCodeAt(0)] = 1;
  return table;
}

/**
 * Start and end of each run of at least `shortest` characters of base64. Such a run has one of every `shortest` units, so that few
 * of a text are looked at.
 */
export function* longTokens(
  text: string,
  shortest: number,
): Generator<readonly [start: number, end: number]> {
  const isToken = (at: number) => TOKEN_CHARACTERS[text.charCodeAt(at)] === 1;
  let after = 0;
  for (let probe = shortest - 1; probe < text.length; probe = after + shortest) {
    after = probe;
    if (!isToken(probe)) continue;
    let start = probe;
    while (start > 0 && isToken(start - 1)) start--;
    while (after < text.length && isToken(after)) after++;
    if (after - start >= shortest) yield [start, after];
  }
}
