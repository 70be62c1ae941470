import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageFolder } from "../pretraining/corpus/cache";
import { cleanText } from "../pretraining/corpus/clean";
import { prepareSourceLists } from "../pretraining/corpus/debian";
import type { Piece } from "../pretraining/corpus/document";
import { fetchPackage } from "../pretraining/corpus/fetch";
import { CODE_KINDS } from "../pretraining/corpus/kinds";
import { readPins } from "../pretraining/corpus/pins";
import { readSource } from "../pretraining/corpus/readers/read";
import { describeOptions, parseOptions } from "../src/cli/options";
import { runMain } from "./shared/main";
import { SAMPLE_FOLDERS, type SampleFolder } from "./shared/sampleFolders";
import { markdownTable } from "./shared/table";

const OPTIONS = { help: { kind: "flag", help: "print this" } } as const;

const HELP = `Usage: npm run bench -- folders OUTPUT [OPTIONS]

Writes the packages that figures on words are taken on to OUTPUT/measured, and those that weights are fitted on to
OUTPUT/fitted, each as a folder of at most 0.6 million characters of its text files, documentation as plain text. Packages
that pretraining/ has not downloaded come from the npm registry and from Debian's, with apt, which installs nothing.

${describeOptions(OPTIONS)}`;

const MEGA = 1_000_000;

function write(output: string): void {
  prepareSourceLists();
  const rows = Object.entries(SAMPLE_FOLDERS).flatMap(([use, folders]) =>
    folders.map((folder) => writeFolder(join(output, use, folder.name), folder)),
  );
  console.log(markdownTable([["folder", "package", "files", "characters"], ...rows]));
}

function writeFolder(path: string, { source, root = "" }: SampleFolder): string[] {
  const { name, version } = fetchPackage(source, readPins());
  let [files, characters] = [0, 0];
  for (const piece of readSource(join(packageFolder(source), "files", root), source)) {
    const text = cleanText(piece.kind, piece.text);
    if (text === undefined || characters + text.length > source.cap * MEGA) continue;
    const file = join(path, fileName(piece));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    files++;
    characters += text.length;
  }
  return [path, `${name} ${version}`, String(files), String(characters)];
}

/** Running text that was taken out of other formats is plain text now. */
function fileName({ kind, path }: Piece): string {
  return CODE_KINDS.includes(kind) ? path : `${path}.txt`;
}

runMain((argv) => {
  const { values, positionals } = parseOptions(OPTIONS, argv);
  if (values.help || positionals.length !== 1) console.log(HELP);
  else write(positionals[0]);
});
