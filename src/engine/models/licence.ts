import { join } from "node:path";
import { readText } from "../../node/readFiles";

const LARGEST_CARD = 2 ** 20;
/** As the front matter of a model card names it: an SPDX-like id in lower case. */
const LICENCE = /^license:[ \t]*["']?([\w.-]+)["']?[ \t]*$/m;

/** The licence that a model folder's card names, if there is one. */
export async function licenceOf(folder: string): Promise<string | undefined> {
  const card = await readText(join(folder, "README.md"), LARGEST_CARD).catch(() => "");
  const [, frontMatter] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(card) ?? [];
  return LICENCE.exec(frontMatter ?? "")?.[1];
}
