import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { contentOf, copyFixture, ended, expectFault, run, start } from "../../support/commandLine";
import { SMALL, smallFolder } from "../../support/smallFolder";
import { temporaryFolder } from "../../support/temporaryFolder";

const at = temporaryFolder();
beforeEach(() => void smallFolder(at("text")));

const ARGUMENTS = ["train", "text", ...SMALL, "--epochs", "1", "--output"];
const LONG = ["train", "text", ...SMALL, "--epochs", "1000", "--patience", "0", "--json", "--output"];
const EACH_STEP = ["--checkpoint-minutes", "0"];

/** Waits until the run has taken so many steps. */
async function stepsOf(child: ReturnType<typeof start>, count: number): Promise<void> {
  let steps = 0;
  while (steps < count) {
    const [chunk] = await once(child.stdout, "data");
    steps += String(chunk).split('"type":"step"').length - 1;
  }
}

/** A run that was killed when it had taken a few steps. */
async function killedRun(output: string): Promise<void> {
  const child = start(at(), [...LONG, output, ...EACH_STEP]);
  const result = ended(child);
  await stepsOf(child, 3);
  child.kill("SIGKILL");
  await result;
}

describe("a folder in the way of the run's own", () => {
  test.each<[string, Record<string, string>]>([
    ["of notes", { "notes.txt": "mine" }],
    ["with names like a run's", { "report.json": "{}", "checkpoint-000001": "mine" }],
  ])("one %s is neither deleted nor written to", async (_name, files) => {
    mkdirSync(at("model.unfinished"));
    for (const [name, text] of Object.entries(files)) writeFileSync(at("model.unfinished", name), text);
    const before = contentOf(at("model.unfinished"));
    for (const more of [[], ["--start-anew"], ["--resume"]])
      expectFault(
        await run(at(), [...ARGUMENTS, "model", ...more]),
        /model\.unfinished is there already and is no training run's; rename it/,
        2,
      );
    expect(contentOf(at("model.unfinished"))).toEqual(before);
  });

  test("what somebody put into a run's folder outlives the run", async () => {
    await killedRun("model");
    writeFileSync(at("model.unfinished", "notes.txt"), "mine");
    const { code, stderr } = await run(at(), [...ARGUMENTS, "model", "--start-anew"]);
    expect(code, stderr).toBe(0);
    expect(readdirSync(at("model.unfinished"))).toEqual(["notes.txt"]);
  });
});

describe("an unfinished run", () => {
  test("is deleted only by --start-anew", async () => {
    await killedRun("model");
    const before = contentOf(at("model.unfinished"));
    for (const more of [[], ["--overwrite"]])
      expectFault(
        await run(at(), [...ARGUMENTS, "model", ...more]),
        /An unfinished run to .*model \(step \d+ of \d+\) is there: say --resume .* --start-anew to delete it/,
        2,
      );
    expectFault(
      await run(at(), [...ARGUMENTS, "model", "--resume", "--start-anew"]),
      /either --resume or/,
      2,
    );
    expect(withoutLock(contentOf(at("model.unfinished")))).toEqual(withoutLock(before));
    expect((await run(at(), [...ARGUMENTS, "model", "--start-anew"])).code).toBe(0);
    expect(existsSync(at("model.unfinished"))).toBe(false);
  });

  test("of an earlier version, which marked no folder, stays and is named as such", async () => {
    mkdirSync(at("model.unfinished", "checkpoint-000001"), { recursive: true });
    writeFileSync(at("model.unfinished", "checkpoint-000001", "record.json"), "{}");
    for (const more of [[], ["--resume"], ["--start-anew"]])
      expectFault(
        await run(at(), [...ARGUMENTS, "model", ...more]),
        /model\.unfinished has checkpoints of an earlier version, which cannot be resumed; delete it/,
        2,
      );
    expect(existsSync(at("model.unfinished", "checkpoint-000001", "record.json"))).toBe(true);
  });

  test("of another version stays too", async () => {
    await killedRun("model");
    for (const name of readdirSync(at("model.unfinished")).filter((name) => name.startsWith("checkpoint-")))
      writeFileSync(at("model.unfinished", name, "record.json"), '{"version":99}');
    for (const more of [[], ["--resume"]])
      expectFault(
        await run(at(), [...ARGUMENTS, "model", ...more]),
        /cannot be read by this version; say --start-anew/,
        2,
      );
  });

  test("that was killed before its first checkpoint begins again with --resume", async () => {
    const child = start(at(), [...LONG, "model"]);
    const result = ended(child);
    await stepsOf(child, 1);
    child.kill("SIGKILL");
    await result;
    const { code, stderr } = await run(at(), [...ARGUMENTS, "model", "--resume"]);
    expect(stderr).toMatch(/had not saved anything yet, so that it begins again\.\n$/);
    expect(code).toBe(0);
  });

  test("after two interruptions at once can be gone on with, or says that it begins again", async () => {
    const child = start(at(), [...LONG, "model"]);
    const result = ended(child);
    await stepsOf(child, 1);
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect((await result).code).toBe(130);
    const { code, stderr } = await run(at(), [...ARGUMENTS, "model", "--resume"]);
    expect(code, stderr).toBe(0);
  });
});

const withoutLock = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith("training.lock")));

describe("two runs to one folder", () => {
  test("are told apart by the real folder, whatever path and TMPDIR lead to it", async () => {
    mkdirSync(at("real"));
    symlinkSync(at("real"), at("link"));
    mkdirSync(at("tmp"));
    const first = start(at(), [...LONG, "real/model"]);
    const result = ended(first);
    await stepsOf(first, 1);
    const second = start(at(), [...ARGUMENTS, "link/model"], { TMPDIR: at("tmp") });
    expectFault(
      await ended(second),
      /^Another process is training to .*link\/model; wait .* \(process \d+\)\./,
      2,
    );
    first.kill("SIGKILL");
    await result;
    expect(existsSync(at("real/model"))).toBe(false);
    expect((await run(at(), [...ARGUMENTS, "link/model", "--start-anew"])).code).toBe(0);
  });
});

describe("what an option names is not replaced", () => {
  test.each([
    [
      "a file",
      () => writeFileSync(at("report"), "my notes"),
      /report is there already and is not the report/,
    ],
    ["a folder", () => mkdirSync(at("report")), /Cannot read .*report: it is not a regular file/],
    ["a file in a file", () => writeFileSync(at("report"), "x"), /Cannot write .*report\/r\.json/],
  ] as const)("--report on %s is refused before training", async (name, make, message) => {
    make();
    const report = name === "a file in a file" ? "report/r.json" : "report";
    const result = await run(at(), [...ARGUMENTS, "model", "--report", report]);
    expect(result.stderr).toMatch(message);
    expect(result.stdout).toBe("");
    expect(existsSync(at("model"))).toBe(false);
  });

  test("an earlier report is", async () => {
    expect((await run(at(), [...ARGUMENTS, "one", "--report", "r.json"])).code).toBe(0);
    expect((await run(at(), [...ARGUMENTS, "two", "--report", "r.json"])).code).toBe(0);
    expect(JSON.parse(readFileSync(at("r.json"), "utf8")).run).toBe("two");
  });

  test("a report that cannot be written at the end is told of after the model", async () => {
    mkdirSync(at("reports"));
    const longer = ["--epochs", "20", "--patience", "0", "--json"];
    const child = start(at(), [...ARGUMENTS, "model", ...longer, "--report", "reports/r.json"]);
    const result = ended(child);
    await stepsOf(child, 1);
    rmSync(at("reports"), { recursive: true });
    writeFileSync(at("reports"), "in the way");
    const { code, stdout, stderr } = await result;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot write .*r\.json/);
    expect(stdout).toContain(`"output":${JSON.stringify(join(realpathSync(at()), "model"))}`);
    expect(existsSync(at("model", "model.safetensors"))).toBe(true);
  });

  test("demo --output on a model, or on anything else", async () => {
    copyFixture(at("model"));
    const before = contentOf(at("model"));
    const result = await run(process.cwd(), ["demo", "--output", at("model")]);
    expectFault(result, /model is there already and is not empty; choose a new folder/, 2);
    expect(contentOf(at("model"))).toEqual(before);
  });

  test("a folder with a config.json that is no model's, even with --overwrite", async () => {
    mkdirSync(at("mine"));
    writeFileSync(at("mine", "config.json"), '{"mine":true}');
    expectFault(
      await run(at(), [...ARGUMENTS, "mine", "--overwrite"]),
      /mine is there already and holds no model/,
      2,
    );
    expect(readFileSync(at("mine", "config.json"), "utf8")).toBe('{"mine":true}');
  });
});
