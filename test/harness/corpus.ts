import * as fs from "node:fs";
import * as path from "node:path";

const KEEPERS = ["anna", "boris", "clara", "david", "elena", "felix"];
const PLACES = ["harbour", "island", "village", "market", "chapel"];
const SENTENCES = [
  (keeper: string, place: string) => `The keeper ${keeper} lights the lamp of the ${place} every evening.`,
  (keeper: string, place: string) => `In the morning ${keeper} walks from the ${place} to the sea.`,
  (keeper: string, place: string) => `Nobody at the ${place} sleeps before ${keeper} comes home.`,
];

/** Writes a few small text files that a tiny model learns in seconds: the same sentences with other names. */
export function writeCorpus(folder: string): void {
  for (const keeper of KEEPERS) {
    const lines = PLACES.flatMap((place) => SENTENCES.map((sentence) => sentence(keeper, place)));
    fs.writeFileSync(path.join(folder, `${keeper}.md`), `# ${keeper}\n\n${lines.join("\n")}\n`);
  }
}
