import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../src/core/random";

/** The smallest model that can be trained, in seconds. */
export const SMALL = [
  "--from-scratch",
  "--hidden-size",
  "64",
  "--num-layers",
  "1",
  "--vocab-size",
  "500",
  "--threads",
  "1",
];

/** A folder of real files: the sample project's source, which no change of the program's own changes, and the licence. */
export function smallFolder(folder: string): string {
  for (const part of ["src", "test"]) cpSync(`sample/${part}`, join(folder, part), { recursive: true });
  cpSync("LICENSE", join(folder, "LICENSE"));
  return folder;
}

/** A folder that takes seconds to read: 2,000 files of random words. */
export function largeFolder(folder: string): void {
  const random = createRandom(1);
  const word = () => random.nextBelow(1e6).toString(36);
  mkdirSync(folder);
  for (let file = 0; file < 2000; file++) {
    writeFileSync(join(folder, `${file}.txt`), Array.from({ length: 1500 }, word).join(" "));
  }
}
