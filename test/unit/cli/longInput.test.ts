import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readLines } from "../../../src/cli/lines";
import { ended, expectFault, run, start } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
const MODEL = ["--model", resolve("test/fixtures/bert-2x32")];
const jsonLines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("fill", () => {
  test("takes a line of 150,000 words", async () => {
    const { code, stdout, stderr } = await run(
      at(),
      ["fill", ...MODEL, "--json"],
      `${"a ".repeat(150_000)}[MASK]`,
    );
    expect([code, stderr]).toEqual([0, ""]);
    const [[candidates]] = jsonLines(stdout);
    expect(candidates[0].sequence.length).toBeLessThan(2000);
  });

  test("with a memory too", async () => {
    mkdirSync(at("project"));
    writeFileSync(at("project", "a.txt"), "the keeper rings the bell at noon\n".repeat(20));
    const argv = ["fill", ...MODEL, "--json", "--memory", "project"];
    const { code, stdout, stderr } = await run(at(), argv, `${"a ".repeat(150_000)}[MASK]`);
    expect([code, stderr]).toEqual([0, ""]);
    const [[candidates]] = jsonLines(stdout);
    expect(candidates[0].sequence.length).toBeLessThan(2000);
  });

  test("prints as many bytes for each of 2,000 masks as for each of 200", async () => {
    const bytesFor = async (masks: number) => {
      const { stdout } = await run(at(), ["fill", ...MODEL, "--json"], "the [MASK] is ".repeat(masks));
      expect(jsonLines(stdout)[0]).toHaveLength(masks);
      return stdout.length / masks;
    };
    expect((await bytesFor(2000)) / (await bytesFor(200))).toBeLessThan(1.2);
  });

  test("answers a line before the next one comes, and takes lines without a mask", async () => {
    const child = start(at(), ["fill", ...MODEL, "--json"]);
    const result = ended(child);
    child.stdin.write("no mask\na [MASK]\n");
    let told = "";
    while (told.split("\n").length < 3) told += String((await once(child.stdout, "data"))[0]);
    child.stdin.end("\nb [MASK] and [MASK]");
    const { code, stdout } = await result;
    expect(code).toBe(0);
    expect(jsonLines(stdout).map((masks) => masks.length)).toEqual([0, 1, 2]);
  });

  test("prints a line without a mask as it is", async () => {
    const { stdout } = await run(at(), ["fill", ...MODEL, "--top-k", "1"], "one\ntwo [MASK]\nthree\n");
    expect(stdout).toMatch(/^one\ntwo \[MASK\]\n +[\d.]+ % {2}.*\nthree\n$/);
  });

  test.each([
    ["nothing", ""],
    ["blank lines", "\n \n\n"],
    ["no line with a mask", "one\ntwo\n"],
  ])("of %s says what it wants", async (_name, input) => {
    const { code, stderr } = await run(at(), ["fill", ...MODEL], input);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^Give a text with a \[MASK\]: .*\n$/)]);
  });

  test("that waits for a line is stopped by Ctrl+C", async () => {
    const child = start(at(), ["fill", ...MODEL]);
    const result = ended(child);
    child.stdin.write("a [MASK]\n");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await result).toMatchObject({ code: 130, stderr: "Stopped.\n" });
  });

  test("of a line with 20,000 masks is stopped by Ctrl+C", async () => {
    const child = start(at(), ["fill", ...MODEL]);
    const result = ended(child);
    child.stdin.end(`a [MASK]\n${"the [MASK] is ".repeat(20_000)}\n`);
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await result).toMatchObject({ code: 130, stderr: "Stopped.\n" });
  });

  test.skipIf(!existsSync("/dev/zero"))("of input without an end is refused", async () => {
    const child = start(at(), ["fill", ...MODEL]);
    const result = ended(child);
    child.stdin.on("error", () => undefined);
    createReadStream("/dev/zero").pipe(child.stdin);
    expectFault(await result, /^A line of standard input has more than 16,777,216 characters; break it/, 2);
  });
});

describe("lines", () => {
  const linesOf = async (...chunks: (string | Uint8Array)[]) => {
    const lines: string[] = [];
    const stream = Readable.from(
      chunks.map((chunk) => Buffer.from(chunk)),
      { objectMode: false },
    );
    for await (const line of readLines(stream, new AbortController().signal)) lines.push(line);
    return lines;
  };

  test.each<[string[], string[]]>([
    [[], []],
    [["a"], ["a"]],
    [["a\n"], ["a"]],
    [
      ["a\r\nb\rc\r", "\n", "\n"],
      ["a", "b\rc", ""],
    ],
    [
      ["a", "b", "\nc", "d\ne"],
      ["ab", "cd", "e"],
    ],
  ])("of %j", async (chunks, lines) => {
    expect(await linesOf(...chunks)).toEqual(lines);
  });

  test("a character that two chunks share is whole", async () => {
    const bytes = Buffer.from("é€\n");
    expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1, 3), bytes.subarray(3))).toEqual(["é€"]);
  });
});

test.skipIf(process.platform === "win32")("report on a pipe that nobody writes to is refused", async () => {
  execFileSync("mkfifo", [at("pipe")]);
  expectFault(await run(at(), ["report", "pipe"]), /^Cannot read pipe: it is not a regular file\.$/m, 1);
  writeFileSync(at("no report"), "{}");
  expectFault(await run(at(), ["report", "no report"]), /is not the report of a training run/, 2);
});
