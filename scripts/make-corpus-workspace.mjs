// Makes a workspace to measure with: many files in deep trees with odd names, links, binaries, copies and all the other things
// that a walk meets, the same for the same seed.
//   node scripts/make-corpus-workspace.mjs FOLDER [--size BYTES] [--files N] [--seed N]
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "1000000000" },
    files: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
const [folder] = positionals;
if (!folder)
  throw new Error("Usage: node scripts/make-corpus-workspace.mjs FOLDER [--size BYTES] [--files N]");
const [size, files] = [Number(values.size), Number(values.files)];
const random = generator(Number(values.seed));

/** Mulberry32: numbers in [0, 1). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
/** Small indices far more often than large ones, as words in texts. */
const zipf = (n) => Math.floor(n ** random()) - 1;
const bytes = (n) => Uint8Array.from({ length: n }, () => below(256));

const SYLLABLES =
  "ka to re mi su len dor vi par sta ne qua bel con tri fa lo ser na pul der gin wo rat chi me".split(" ");
const KEYWORDS =
  "the of return const import function if for and to in is value this let new class from string".split(" ");
const SHAPES = [
  (w) => `  const ${w()}${capital(w())} = ${w()}.${w()}(${w()}, ${below(100)});`,
  (w) => `export function ${w()}${capital(w())}(${w()}: string, ${w()}: number): ${capital(w())} {`,
  (w) => `    return ${w()}.map((${w()}) => ${w()}.${w()}) ?? [];`,
  (w) => `  // ${Array.from({ length: 4 + below(12) }, w).join(" ")}.`,
  (w) => `${capital(w())} ${Array.from({ length: 6 + below(14) }, w).join(" ")}.`,
  (w) => `  if (${w()} > ${w()}.length) throw new Error("${w()} ${w()} ${w()}");`,
  () => "}",
];

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

const words = [
  ...KEYWORDS,
  ...Array.from({ length: 30_000 }, () =>
    Array.from({ length: 1 + below(4) }, () => pick(SYLLABLES)).join(""),
  ),
];
const word = () => words[zipf(words.length)];
const lines = Array.from({ length: 200_000 }, () => pick(SHAPES)(word));

/** Lines of code and prose of about so many bytes. */
function text(length) {
  const parts = [];
  for (let total = 0; total < length; total += parts.at(-1).length + 1) parts.push(pick(lines));
  return `${parts.join("\n")}\n`;
}

const EXTENSIONS = ["ts", "ts", "js", "py", "md", "java", "go", "c", "txt", "html", "rs", "css"];
const ODD_NAMES = [
  "with space",
  "new\nline",
  "emoji-😀",
  "ünïcödé",
  "-dash",
  "#hash",
  "!bang",
  "quote's",
  "[brackets]",
  "a".repeat(240),
];
const folders = [""];
for (let i = 0; i < Math.max(10, files / 20); i++) {
  const parent = i % 500 < 40 ? folders.at(-1) : pick(folders);
  if (parent.split("/").length < 60) folders.push(join(parent, `${word()}${i}`));
}
const names = () => (random() < 0.01 ? pick(ODD_NAMES) : word());
const written = [];

function put(path, content) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  return content.length;
}

function link(path, target) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
}

const nearCopy = (content) => content.replaceAll(pick(KEYWORDS), word());
const notebook = (content) =>
  JSON.stringify({
    cells: [{ cell_type: "code", source: content.split("\n").map((line) => `${line}\n`), outputs: [] }],
    metadata: {},
    nbformat: 4,
  });

/** [share, name's extension, content from about so many bytes of text] */
const KINDS = [
  [0.02, "bin", (length) => bytes(Math.min(length, 20_000))],
  [0.01, "min.js", (length) => text(length).replace(/\s+/g, "")],
  [0.01, "ipynb", (length) => notebook(text(length))],
  [
    0.01,
    "txt",
    (length) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(length / 2), "utf16le")]),
  ],
  [0.01, "txt", (length) => Buffer.from(text(length).replaceAll("e", "é"), "latin1")],
  [
    0.01,
    "csv",
    (length) => Array.from({ length: length / 12 }, () => `${below(1e5)},${below(1e5)}`).join("\n"),
  ],
  [0.02, "ts", () => pick(written)],
  [0.03, "ts", () => nearCopy(pick(written))],
  [0.01, "env", () => `NAME=${word()}\n`],
];

function contentOf(length) {
  let at = random();
  for (const [share, extension, make] of KINDS) {
    at -= share;
    if (at < 0 && written.length > 0) return { extension, content: make(length) };
  }
  const content = text(length);
  if (written.length < 200) written.push(content);
  return { extension: pick(EXTENSIONS), content };
}

put(".gitignore", "*.log\n/build/\n!keep.log\n");
put("build/out.js", text(1000));
put("node_modules/left/index.js", text(1000));
link("outside", "/");
link("circle", ".");
let total = 0;
for (let i = 0; i < files; i++) {
  const rest = files - i;
  const length = ((size - total) / rest) * (0.2 + 1.6 * random());
  const { extension, content } = contentOf(length);
  total += put(join(pick(folders), `${names()}${i}.${extension}`), content);
  if (i % 1000 === 0) link(join(pick(folders), `link${i}`), "missing");
  if (i % 500 === 0) put(join(pick(folders), ".gitignore"), `${word()}*\n*.tmp\n`);
}
console.log(`${files} files, ${total} bytes in ${folder}`);
