import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ENGLISH } from "../../../src/protocol/localize";
import { reportPage } from "../../../src/report/page";
import { reportText } from "../../../src/report/text";
import { run } from "../../support/commandLine";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingReport } from "../../support/trainingReport";

const at = temporaryFolder();

test("the text has the headline, the sections and the points of the curves, in columns", () => {
  const report = trainingReport();
  const page = reportPage(report, { activity: "ended", l10n: ENGLISH, language: "en" });
  const text = reportText(page).replaceAll("\u00a0", " ");
  expect(text).toMatch(/^Training Report\n={15}\nTraining is done\.\n/);
  for (const { heading } of page.sections)
    expect(text).toContain(`\n\n${heading}\n${"-".repeat(heading.length)}\n`);
  expect(text).toContain("\nThe right word first       52.0 %  24.0 % before; +28.0 points\n");
  expect(text).toMatch(
    /\nLanguage +Hidden words .*\nTypeScript +400 +25 +21\.0 % .*\nMarkdown +100 +6 +36\.0 % /,
  );
  expect(text).toMatch(/\n +0 +5\.600\n/);
  expect(text).toContain("\nThe [process] module provides");
  expect(text).toContain("\n  After: process (42.5 %, right), node (13.3 %), child (2.3 %)\n");
});

test("the command prints it, from the file or its folder, and nothing that a terminal obeys", async () => {
  const [sample] = trainingReport().samples;
  const report = trainingReport({ samples: [{ ...sample!, sentence: "a \u001b[31mred [MASK]" }] });
  await writeFile(at("report.json"), JSON.stringify(report));
  const fromFile = await run(at(), ["report", "report.json"]);
  expect(fromFile).toMatchObject({ code: 0, stderr: "" });
  expect(fromFile.stdout).toContain("a \\u{1b}[31mred [process]");
  expect((await run(at(), ["report", "."])).stdout).toBe(fromFile.stdout);
  expect(JSON.parse((await run(at(), ["report", ".", "--json"])).stdout)).toEqual(report);
});

test("the command says what is wrong with a file", async () => {
  await mkdir(at("empty"));
  await writeFile(at("other.json"), "{}");
  expect(await run(at(), ["report", "other.json"])).toMatchObject({
    code: 2,
    stderr: "other.json is not the report of a training run; name a run's report.json.\n",
  });
  const missing = await run(at(), ["report", "empty"]);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("empty/report.json");
  expect((await run(at(), ["report"])).code).toBe(2);
});
