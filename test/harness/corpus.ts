import * as fs from "node:fs";
import * as path from "node:path";

const KEEPERS = ["anna", "boris", "clara", "david", "elena", "felix"];
const SENTENCES = 40;

/** Writes a few small text files that a tiny model learns in seconds: one sentence over and over, with other names. */
export function writeCorpus(folder: string): void {
  for (const keeper of KEEPERS) {
    const sentence = `The keeper ${keeper} lights the lamp of the harbour every evening.`;
    fs.writeFileSync(path.join(folder, `${keeper}.md`), `${Array(SENTENCES).fill(sentence).join("\n")}\n`);
  }
}
