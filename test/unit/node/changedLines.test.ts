import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { changedLines } from "../../../src/node/changedLines";
import { git } from "../../../src/node/git";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const isWindows = process.platform === "win32";

function write(path: string, content: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

beforeEach(() => {
  git(at(), ["init", "--quiet"]);
  for (const name of ["one.txt", "mode.sh", "gone.txt", "ü.txt", ...(isWindows ? [] : ['t\tab"q.txt'])])
    write(`sub/${name}`, "a\nb\nc\n");
  write("sub/binary.dat", "\0binary");
  write("outside.txt", "a\n");
  git(at(), ["add", "--all"]);
  git(at(), ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--message", "x"]);
});

/** The changed lines by the files' names, as "first-last". */
function changed(): Record<string, string> {
  const lines = [...changedLines(at("sub"), "HEAD")].map(([path, ranges]) => [
    path.replace(/^.*[\\/]sub[\\/]/, ""),
    ranges.map(({ first, last }) => `${first}-${last}`).join(" "),
  ]);
  return Object.fromEntries(lines);
}

type Row = [what: string, change: () => void, expected: Record<string, string>];

/** Git tells of it as of a file that is gone and one that is new. */
const LINKED: Row = [
  "a file that became a link, before another",
  () => {
    rmSync(at("sub/gone.txt"));
    symlinkSync("one.txt", at("sub/gone.txt"));
    write("sub/one.txt", "A\nb\nc\n");
  },
  { "gone.txt": "1-1", "one.txt": "1-1" },
];

test.each<Row>([
  ["nothing", () => {}, {}],
  ["lines", () => write("sub/one.txt", "a\nB\nc\nd\ne\n"), { "one.txt": "2-2 4-5" }],
  ["lines that are gone", () => write("sub/one.txt", "a\nc\n"), { "one.txt": "" }],
  [
    "lines that look like a patch",
    () => write("sub/one.txt", "a\nb\nc\n\rdiff --git x\r@@ -1 +9 @@\n"),
    { "one.txt": "4-4" },
  ],
  ["a name that is not ASCII", () => write("sub/ü.txt", "b\nc\n"), { "ü.txt": "" }],
  ["a file that Git does not know", () => write("sub/new.txt", "a\n"), { "new.txt": "1-Infinity" }],
  ["a file that is gone", () => rmSync(at("sub/gone.txt")), {}],
  ["a binary file", () => write("sub/binary.dat", "\0other"), { "binary.dat": "" }],
  ["a file outside the folder", () => write("outside.txt", "b\n"), {}],
  [
    "several files",
    () => {
      write("sub/binary.dat", "\0other");
      write("sub/one.txt", "A\nb\nc\n");
      write("sub/ü.txt", "a\nb\nc\nd\n");
    },
    { "binary.dat": "", "one.txt": "1-1", "ü.txt": "4-4" },
  ],
  ...(isWindows ? [] : [LINKED]),
])("of %s", (_what, change, expected) => {
  change();
  expect(changed()).toEqual(expected);
});

test.skipIf(isWindows)("of a name that Git quotes, and of another mode", () => {
  write('sub/t\tab"q.txt', "a\nB\nc\n");
  chmodSync(at("sub/mode.sh"), 0o755);
  expect(changed()).toEqual({ "mode.sh": "", 't\tab"q.txt': "2-2" });
});
