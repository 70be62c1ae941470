import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/core/errors";
import { restoreFolder, writeFileAtomic, writeFolderAtomic } from "../../../src/node/atomicFiles";
import { leftoversOf, siblingPath } from "../../../src/node/leftovers";
import { readText } from "../../../src/node/readFiles";
import { readSteadyFolder } from "../../../src/node/steadyFolder";
import { rejection } from "../../support/safetensorsFile";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const text = (path: string) => readFile(path, "utf8");
const files = (content: string) =>
  new Map([
    ["a", content],
    ["b", content],
  ]);
const isRoot = process.getuid?.() === 0;

/** What a process that no longer lives left behind. */
const deadLeftover = (path: string, kind: "tmp" | "old") =>
  join(dirname(path), `.${basename(path)}.${kind}-${2 ** 22 + 1}-0123abcd-0123abcd`);

/** The chunks of a file whose disk fails after the first. */
function* failing(code: string): Generator<Uint8Array> {
  yield new Uint8Array(100);
  throw Object.assign(new Error(code), { code });
}

describe("a file", () => {
  test("is written, then replaced", async () => {
    for (const content of ["one", "two"]) {
      await writeFileAtomic(at("x", "file"), content);
      expect(await text(at("x", "file"))).toBe(content);
    }
    expect(await readdir(at("x"))).toEqual(["file"]);
  });

  test("is written from chunks", async () => {
    await writeFileAtomic(at("file"), [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
    expect([...(await readFile(at("file")))]).toEqual([1, 2, 3]);
  });

  test.each([
    ["ENOSPC", /^Cannot write .+file: the disk is full; free some space\.$/],
    ["EACCES", /^Cannot write .+file: permission is denied\.$/],
    ["EDQUOT", /quota/],
  ])("that meets %s keeps its old content and leaves nothing behind", async (code, message) => {
    await writeFileAtomic(at("file"), "old");
    const fault = await rejection(writeFileAtomic(at("file"), failing(code)));
    expect(fault).toMatchObject({ name: "Fault", kind: "io", message: expect.stringMatching(message) });
    expect(await text(at("file"))).toBe("old");
    expect(await readdir(at())).toEqual(["file"]);
  });

  test("in the place of a folder is refused", async () => {
    await mkdir(at("file"));
    expect(await rejection(writeFileAtomic(at("file"), "x"))).toBeInstanceOf(Fault);
    expect(await readdir(at())).toEqual(["file"]);
  });

  test("below a file is refused", async () => {
    await writeFile(at("file"), "x");
    const fault = await rejection(writeFileAtomic(at("file", "y"), "x"));
    expect(fault).toMatchObject({
      kind: "io",
      message: expect.stringMatching(/is not a folder\.$|in the way\.$/),
    });
  });

  test.skipIf(isRoot || process.platform === "win32")("in a read-only folder is refused", async () => {
    await mkdir(at("locked"), { mode: 0o500 });
    const fault = await rejection(writeFileAtomic(at("locked", "file"), "x"));
    expect(fault).toMatchObject({ kind: "io", message: expect.stringMatching(/permission is denied\.$/) });
  });
});

describe("a folder", () => {
  test("is written, then replaced as a whole", async () => {
    await writeFolderAtomic(at("model"), new Map([["gone", "x"]]));
    await writeFolderAtomic(at("model"), files("new"));
    expect(await readdir(at("model"))).toEqual(["a", "b"]);
    expect(await readdir(at())).toEqual(["model"]);
  });

  test("whose disk is full keeps its old content and leaves nothing behind", async () => {
    await writeFolderAtomic(at("model"), files("old"));
    const content = new Map<string, string | Iterable<Uint8Array>>([
      ["a", "new"],
      ["b", failing("ENOSPC")],
    ]);
    const fault = await rejection(writeFolderAtomic(at("model"), content));
    expect(fault).toMatchObject({ kind: "io", message: expect.stringMatching(/disk is full/) });
    expect(await text(at("model", "a"))).toBe("old");
    expect(await readdir(at())).toEqual(["model"]);
  });

  test("whose content is at fault passes the fault on", async () => {
    const fault = new Fault("non-finite", "w is not finite.");
    const content = (function* (): Generator<Uint8Array> {
      yield new Uint8Array(1);
      throw fault;
    })();
    expect(await rejection(writeFolderAtomic(at("model"), new Map([["a", content]])))).toBe(fault);
    expect(await readdir(at())).toEqual([]);
  });

  test("moved aside by a killed process comes back", async () => {
    await writeFolderAtomic(deadLeftover(at("model"), "old"), files("old"));
    await restoreFolder(at("model"));
    expect(await readdir(at())).toEqual(["model"]);
  });

  test.each(["old", "tmp"] as const)(
    "is rid of what a killed process left as %s, though its id is another process's now",
    async (kind) => {
      const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      try {
        const left = at(`.model.${kind}-${other.pid}-0123abcd-0123abcd`);
        await writeFolderAtomic(left, files("old"));
        await restoreFolder(at("model"));
        if (kind === "old") expect(await text(at("model", "a"))).toBe("old");
        if (process.platform !== "linux") return;
        await writeFolderAtomic(at("model"), files("new"));
        expect(await readdir(at())).toEqual(["model"]);
      } finally {
        other.kill("SIGKILL");
      }
    },
  );

  test("comes back where a process seems to be replacing it and never does", async () => {
    await writeFolderAtomic(siblingPath(at("model"), "old"), files("old"));
    await restoreFolder(at("model"));
    expect(await text(at("model", "a"))).toBe("old");
  });

  test("survives a failed write after its writer was killed", async () => {
    await writeFolderAtomic(deadLeftover(at("model"), "old"), files("old"));
    await rejection(writeFolderAtomic(at("model"), new Map([["a", failing("ENOSPC")]])));
    expect(await text(at("model", "a"))).toBe("old");
  });

  test("is rid of what killed processes left, not of what others are writing", async () => {
    const [mine, foreign] = [siblingPath(at("model"), "tmp"), at(".model.tmp-notes")];
    for (const path of [deadLeftover(at("model"), "tmp"), deadLeftover(at("model"), "old"), mine, foreign]) {
      await mkdir(path);
    }
    await writeFolderAtomic(at("model"), files("new"));
    expect((await readdir(at())).sort()).toEqual([basename(mine), basename(foreign), "model"].sort());
  });

  test("that is read while it is replaced is read again", async () => {
    await writeFolderAtomic(at("model"), files("old"));
    let reads = 0;
    const pair = await readSteadyFolder(at("model"), async () => {
      const a = await text(at("model", "a"));
      if (reads++ === 0) await writeFolderAtomic(at("model"), files("new"));
      return [a, await text(at("model", "b"))];
    });
    expect(pair).toEqual(["new", "new"]);
  });
});

describe("a writer that is killed", () => {
  /** Replaces the folder `argv[1]` by a, b, a, b ... without end. */
  const program = `
    import { writeFolderAtomic } from "./src/node/atomicFiles";
    const files = (letter) => new Map([["x", letter.repeat(50000)], ["y", letter.repeat(50000)]]);
    const run = async () => {
      for (let i = 0; ; i++) {
        await writeFolderAtomic(process.argv[2], files(i % 2 ? "a" : "b"));
        if (i === 0) process.stdout.write("ready");
      }
    };
    run();`;

  test("leaves one whole folder, at whatever moment", async () => {
    const script = at("writer.cjs");
    const stdin = { contents: program, resolveDir: process.cwd(), loader: "ts" as const };
    buildSync({ stdin, bundle: true, platform: "node", outfile: script, logLevel: "error" });
    for (let round = 0; round < 12; round++) {
      await killAfter(spawn(process.execPath, [script, at("model")]), 3 + ((round * 7) % 23));
      const [x, y] = await readSteadyFolder(at("model"), () =>
        Promise.all([readText(at("model", "x"), 1e6), readText(at("model", "y"), 1e6)]),
      );
      expect(x).toBe(y);
      expect(x).toMatch(/^(a{50000}|b{50000})$/);
    }
    await writeFolderAtomic(at("model"), files("end"));
    expect(await leftoversOf(at("model"))).toEqual([]);
  });

  async function killAfter(child: ReturnType<typeof spawn>, milliseconds: number): Promise<void> {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    child.kill("SIGKILL");
    await ended;
  }
});

describe("reading", () => {
  test.each([
    ["a folder", () => mkdir(at("x")), /it is a folder|not a regular file/],
    ["nothing", async () => {}, /Cannot read .+x: it does not exist\./],
    ["a broken link", () => symlink(at("nowhere"), at("x")), /does not exist/],
    ["what is no UTF-8", () => writeFile(at("x"), Uint8Array.of(0xff)), /x is not UTF-8 text\./],
    [
      "too large a file",
      () => writeFile(at("x"), "12345"),
      /x has 5 bytes, more than the 4 that it may have\./,
    ],
  ])("%s is refused", async (_, make, message) => {
    await make();
    const fault = await rejection(readText(at("x"), 4));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).message).toMatch(message);
  });

  test.skipIf(process.platform !== "linux")("a device or a pipe is refused without waiting", async () => {
    expect((await stat("/dev/zero")).isFile()).toBe(false);
    expect(await rejection(readText("/dev/zero", 4))).toMatchObject({ kind: "io" });
    await rm(at("pipe"), { force: true });
    await new Promise((resolve) => spawn("mkfifo", [at("pipe")]).once("exit", resolve));
    expect(await rejection(readText(at("pipe"), 4))).toMatchObject({
      message: expect.stringMatching(/regular file/),
    });
  });
});
