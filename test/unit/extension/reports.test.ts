import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { lastReport } from "../../../src/extension/report/lastReport";
import { reportHtml } from "../../../src/extension/report/reportHtml";
import { temporaryFolder } from "../../support/temporaryFolder";
import { trainingReport } from "../../support/trainingReport";

const at = temporaryFolder();

async function write(run: string, text: string): Promise<void> {
  await mkdir(at("runs", run), { recursive: true });
  await writeFile(at("runs", run, "report.json"), text);
}

test("the newest report that can be read is the last one", async () => {
  await write("2026-01", JSON.stringify(trainingReport({ run: "2026-01" })));
  await write("2026-02", JSON.stringify(trainingReport({ run: "2026-02" })));
  await write("2026-03", "{ cut off");
  await mkdir(at("runs", "2026-04"));
  expect((await lastReport(at()))?.run).toBe("2026-02");
});

test("a workspace without training has none", async () => {
  expect(await lastReport(at())).toBeUndefined();
});

test("the page's policy allows its own script and style sheet alone, and what is put in stays text", () => {
  const html = reportHtml({
    title: `"><script>hurt()</script>`,
    language: `en"><script>hurt()</script>`,
    script: "https://it/report.js",
    style: "https://it/report.css",
    cspSource: "https://it",
    nonce: "abc",
  });
  expect(html).toContain("default-src &#39;none&#39;; script-src &#39;nonce-abc&#39;; style-src https://it");
  expect(html.match(/<script/g)).toEqual(["<script"]);
  expect(html).not.toContain("unsafe");
});
