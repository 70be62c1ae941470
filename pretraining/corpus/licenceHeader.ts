const LEADING_COMMENT = /^(?:#!.*\n)?\s*(?:\/\*[\s\S]*?\*\/|(?:(?:\/\/|#|--|;;).*\n|\s*\n)+|<!--[\s\S]*?-->)/;
const LEGAL = /copyright|licen[cs]e|SPDX-/i;

/** Keeps the first file's copy of each leading licence comment and takes it off all others. */
export function licenceHeaderFilter(): (text: string) => string {
  const seen = new Set<string>();
  return (text) => {
    const header = LEADING_COMMENT.exec(text)?.[0];
    if (!header || !LEGAL.test(header)) return text;
    const key = header
      .toLowerCase()
      .replace(/[^a-z]+/g, " ")
      .slice(0, 400);
    if (!seen.has(key)) {
      seen.add(key);
      return text;
    }
    return text.slice(header.length).trimStart();
  };
}
