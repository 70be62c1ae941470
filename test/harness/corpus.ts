import * as fs from "node:fs";
import * as path from "node:path";
import { createRandom } from "../../src/core/random";

const KEEPERS = ["anna", "boris", "clara", "david", "elena", "felix"];
const SENTENCES = 40;
const VERBS = "lights cleans paints mends checks moves opens guards counts shows warms leaves".split(" ");
const THINGS = "lamp bell boat rope chart stair ladder anchor barrel lantern pulley hinge".split(" ");
const PLACES = "harbour tower island village bridge garden station market castle valley river school".split(
  " ",
);
const TIMES = "evening morning night winter summer autumn spring week month day year hour".split(" ");

/** All that a model says which knows nothing but the corpus. */
export const CORPUS_WORDS: ReadonlySet<string> = new Set([
  ...["The", "the", "keeper", "of", "every", "."],
  ...[KEEPERS, VERBS, THINGS, PLACES, TIMES].flat(),
]);

/** Writes a few small text files that a tiny model learns in seconds: one kind of sentence over and over, in other words. */
export function writeCorpus(folder: string, sentences = SENTENCES): void {
  for (const [seed, keeper] of KEEPERS.entries()) {
    const random = createRandom(seed + 1);
    const one = (words: readonly string[]) => words[random.nextBelow(words.length)];
    const sentence = () =>
      `The keeper ${keeper} ${one(VERBS)} the ${one(THINGS)} of the ${one(PLACES)} every ${one(TIMES)}.`;
    const first = `The keeper ${keeper} lights the lamp of the harbour every evening.`;
    const lines = [first, ...Array.from({ length: sentences - 1 }, sentence)];
    fs.writeFileSync(path.join(folder, `${keeper}.md`), `${lines.join("\n")}\n`);
  }
}
