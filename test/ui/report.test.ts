// The built report page in Chromium, without a workbench.
import { mkdirSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ENGLISH } from "../../src/protocol/localize";
import type { TrainingReport } from "../../src/protocol/report";
import type { ReportPage } from "../../src/protocol/reportPage";
import type { Activity } from "../../src/report/lead";
import { reportPage } from "../../src/report/page";
import { ensureChromium } from "../harness/setup";
import { type OpenedReport, openReport } from "../support/reportInBrowser";
import { trainingReport } from "../support/trainingReport";
import { expectCount, expectText } from "./controls";

const SHOTS = "test-results/report";
const HOSTILE = `"><script>window.hurt = true</script><img src=x onerror="window.hurt = true">`;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: ensureChromium(), args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());

function told(report: TrainingReport, activity: Activity = "ended"): ReportPage {
  return reportPage(report, { activity, l10n: ENGLISH, language: "en" });
}

async function opened(report = trainingReport(), width?: number): Promise<OpenedReport> {
  const page = await openReport(browser, width);
  await page.show(told(report));
  await page.page.locator("h1").waitFor();
  return page;
}

test("it tells the result, and its policy has nothing to refuse", async () => {
  const { page, complaints } = await opened();
  const result = page.locator("#result");
  await result.getByText("The right word first").waitFor();
  await expectText(result).toContain("24.0\u00a0% before; +28.0 points");
  await expectText(page.locator(".lead")).toContain("The trained model is in use.");
  await page.locator("#loss canvas").waitFor();
  await page.screenshot({ path: `${SHOTS}/report-plain.png`, fullPage: true });
  expect(complaints).toEqual([]);
});

test("what a file or a sentence holds stays text", async () => {
  const report = trainingReport({
    endedBecause: HOSTILE,
    model: { base: HOSTILE, newWords: [HOSTILE], architecture: HOSTILE, parameters: 1 },
    samples: [
      { sentence: `a [MASK] ${HOSTILE}`, hidden: HOSTILE, before: [{ word: HOSTILE, probability: 1 }] },
    ],
    corpus: { ...trainingReport().corpus, leftOut: [{ reason: HOSTILE, files: 1 }] },
  });
  const { page, complaints } = await opened(report);
  for (const id of ["samples", "leftOut", "run"]) {
    await expectText(page.locator(`#${id}`)).toContain(HOSTILE);
  }
  expect(await page.locator("img, main script").count()).toBe(0);
  expect(await page.evaluate("window.hurt")).toBeUndefined();
  expect(complaints).toEqual([]);
});

test("the keyboard reaches the curves' buttons, the points and the table behind a picture", async () => {
  const { page } = await opened();
  const focused = () =>
    page.evaluate("document.activeElement.textContent || document.activeElement.className");
  await page.keyboard.press("Tab");
  await expect.poll(focused).toBe("Training, each point");
  await page.keyboard.press("Space");
  const button = page.locator("#loss button").first();
  await expect.poll(() => button.getAttribute("aria-pressed")).toBe("false");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  const readout = page.locator("#loss output");
  await expect.poll(() => readout.textContent()).toBe("Step 0 \u00b7 Held-out text: 5.600");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => readout.textContent()).toMatch(/^Step 3 \u00b7 Training, smoothed: \d\.\d{3}$/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const rows = page.locator("#loss tbody tr");
  await rows.first().waitFor();
  await expectCount(rows).toBeGreaterThan(20);
  await expectText(rows.last()).toContain("900");
});

test("a report that comes while a person reads leaves the focus and what is open", async () => {
  const { page, show } = await opened(trainingReport({ status: "running" }));
  await page.locator("#loss summary").click();
  await page.locator("#loss button").nth(1).focus();
  const grown = trainingReport({
    status: "running",
    step: 901,
    seconds: 500,
    losses: trainingReport().losses.slice(0, 50),
  });
  await show(told(grown, "running"));
  await page.getByText("Training is running.").waitFor();
  await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Training, smoothed");
  await expect.poll(() => page.locator("#loss details").getAttribute("open")).not.toBeNull();
});

test.each([320, 600])("at a width of %i pixels nothing is cut off", async (width) => {
  const { page } = await opened(trainingReport(), width);
  await page.locator("#loss canvas").waitFor();
  await expect
    .poll(() => page.evaluate<number>("document.documentElement.scrollWidth"))
    .toBeLessThanOrEqual(width);
  await page.screenshot({ path: `${SHOTS}/report-${width}.png`, fullPage: true });
});

test("the picture follows the window's width", async () => {
  const { page } = await opened();
  const width = async () => (await page.locator("#loss canvas").boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(700);
  await page.setViewportSize({ width: 500, height: 800 });
  await expect.poll(width).toBeLessThan(500);
});
