import { completionsAt, open, words } from "./support";

/** A call of a function whose name is hidden. */
const CALL = "function other(tide) {\n  const line = [MASK](tide, 4);\n  return line;\n}\n";

/** The same with a name. */
export const using = (name: string): string =>
  `function use(tide) {\n  const line = ${name}(tide, 4);\n  return line;\n}\n`;

/** The words offered for the hidden name, best first, in a new document that begins with `before`. */
export async function offeredForCall(before = ""): Promise<string[]> {
  const text = before + CALL;
  const { document } = await open(text, "javascript");
  const items = await completionsAt(document, text.indexOf("]") + 1);
  return words([...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)));
}
