import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runScan } from "../../../src/cli/scanCommand";
import { makeWorkspace, prose } from "../corpus/workspace";

async function call(argv: string[]) {
  let [stdout, stderr] = ["", ""];
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const status = await runScan(argv, io);
  return { status, stdout, stderr };
}

function workspace(): string {
  const root = makeWorkspace({
    "a.txt": "one two three\n",
    "b.txt": "one two three\n",
    ".env": "NAME=hidden-value\n",
    "node_modules/x/index.js": "x\n",
    "evil\n\u001b[31mname.bin": new Uint8Array(50),
    "template.md": prose(300),
    "nearly.md": `${prose(300)} more\n`,
    ".gitignore": "*.log\n",
    "x.log": "log\n",
  });
  symlinkSync("/", join(root, "out"));
  return root;
}

test("the table names what is read and each reason, on printable lines", async () => {
  const { status, stdout } = await call([workspace()]);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^Read: 4 files, .* KB, about [\d,]+ tokens, 1 near-duplicate, read for what is new\n\nLeft out:\n/,
  );
  for (const said of [
    /may hold secrets, by its name +1 file .*\.env/,
    /third-party code +1 folder +node_modules\//,
    /same content as another file +1 file +14 B +b\.txt/,
  ]) {
    expect(stdout).toMatch(said);
  }
  expect(stdout).toContain("evil\\u{a}\\u{1b}[31mname.bin");
  expect(stdout).not.toContain("hidden-value");
});

test("with a model the tokens are counted", async () => {
  const root = makeWorkspace({ "a.txt": "one two three\n" });
  const { stdout } = await call(["--model", "test/fixtures/bert-2x32", root]);
  expect(stdout).toBe("Read: 1 file, 14 B, 11 tokens\n");
});

test("--json is a line for each entry and a summary that adds up", async () => {
  const { stdout } = await call(["--json", workspace()]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { summary } = lines.pop();
  expect(lines.map(({ path, read, reason }) => [path, read ? "read" : reason])).toEqual([
    [".env", "secret-name"],
    [".gitignore", "read"],
    ["a.txt", "read"],
    ["b.txt", "duplicate"],
    ["evil\n\u001b[31mname.bin", "binary"],
    ["nearly.md", "read"],
    ["node_modules", "vendored"],
    ["out", "link-outside"],
    ["template.md", "read"],
    ["x.log", "ignored"],
  ]);
  expect(summary.read).toMatchObject({ files: 4, nearDuplicates: 1, tokensEstimated: true });
  expect(summary.leftOut.map(({ reason }: { reason: string }) => reason)).toContain("duplicate");
  expect(stdout).not.toContain("hidden-value");
});

test.each([
  ["a.txt", "a.txt is read.\n"],
  ["b.txt", "b.txt is left out: same content as another file (a.txt).\n"],
  ["x.log", "x.log is left out: ignored by an ignore file (.gitignore: *.log).\n"],
  [".env", ".env is left out: may hold secrets, by its name.\n"],
  [
    "node_modules/x/index.js",
    "node_modules/x/index.js is left out with its folder node_modules: third-party code (node_modules/).\n",
  ],
  ["node_modules", "node_modules is left out: third-party code (node_modules/).\n"],
])("--why %s", async (file, expected) => {
  const root = workspace();
  expect(await call(["--why", file, root])).toEqual({ status: 0, stdout: expected, stderr: "" });
  expect(await call(["--why", join(root, file), root])).toEqual({ status: 0, stdout: expected, stderr: "" });
});

test("options reach the scan", async () => {
  const root = makeWorkspace({ "src/a.ts": "a\n", "src/b.ts": "bb\n".repeat(700), "c.ts": "c\n" });
  const { stdout } = await call([
    root,
    "--include",
    "src/**",
    "--exclude",
    "**/zzz",
    "--max-file-size",
    "2KB",
  ]);
  expect(stdout).toMatch(/^Read: 1 file, 2 B/);
  expect(stdout).toMatch(/over the size limit +1 file/);
  expect(stdout).toMatch(/not named by the include setting +1 file/);
});

test.each([
  [[], /Name a folder/],
  [["--nonsense", "."], /nonsense/],
  [["/no/such/folder"], /\/no\/such\/folder/],
  [["--max-file-size", "many", "."], /--max-file-size is "many"/],
  [["--max-file-size", "0", "."], /--max-file-size is "0"/],
  [["--max-file-size", "9999MB", "."], /up to 256MB/],
  [["--why", "no-such-file", "test"], /no-such-file does not exist/],
])("%j is status 2 and one sentence", async (argv, message) => {
  const { status, stdout, stderr } = await call(argv);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("nothing to read is status 1", async () => {
  expect((await call([makeWorkspace({ ".env": "A=1\n" })])).status).toBe(1);
});
