/** The rule of an ignore file that leaves out this file or folder alone; `relativePath` is from the ignore file's folder, with `/`. */
export function ignoreRule(relativePath: string, isFolder: boolean): string {
  const literal = relativePath
    .replace(/[\\*?[\]]/g, "\\$&")
    .replace(/ +$/, (spaces) => "\\ ".repeat(spaces.length));
  return `/${literal}${isFolder ? "/" : ""}`;
}

/** What to add at the end of an ignore file with this text, so that the rules stand on lines of their own. */
export function addition(text: string, rules: readonly string[]): string {
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  return start + rules.map((rule) => `${rule}\n`).join("");
}
