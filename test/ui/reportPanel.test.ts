// The training report in a panel of the real workbench.
import { expect } from "vitest";
import { report, runCommand } from "../harness/workbenchControls";
import { expectCount, expectText, remembered } from "./controls";
import { reported } from "./earlier";
import { uiTest } from "./room";
import { screenshots } from "./window";

const shot = screenshots("ui-report");
const test = uiTest(shot);

const showReport = "Workspace MLM: Show Training Report";

test("a reload of the window brings the report back", async ({ open }) => {
  const { page } = await open({ earlier: reported, inNewWindow: true });
  await runCommand(page, showReport);
  await report(page).locator("#result .value").first().waitFor();
  await remembered(page, "workbench.editors.webviewInput");
  await page.reload({ waitUntil: "domcontentloaded" });
  await report(page).locator("#result .value").first().waitFor();
  await expectCount(report(page).locator("#samples li")).toBeGreaterThan(0);
  await report(page).locator("#samples").scrollIntoViewIfNeeded();
  await shot(page, "after-reload");
});

test("the keyboard reaches the curves, the picture has a text twin, and what was open is open again", async ({
  open,
}) => {
  const { page } = await open({ earlier: reported });
  await runCommand(page, showReport);
  const curve = report(page).locator("#loss button").first();
  await curve.focus();
  await page.keyboard.press("Space");
  await expect.poll(() => curve.getAttribute("aria-pressed")).toBe("false");
  await report(page).locator("#loss .plot").focus();
  await page.keyboard.press("End");
  const readout = report(page).locator("#loss output");
  await expect.poll(() => readout.textContent()).toMatch(/^Step \d+ .*smoothed: \d/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const points = report(page).locator("#loss tbody tr");
  await expectCount(points).toBeGreaterThan(5);
  await expectText(points.first()).toMatch(/^0\d+\.\d{3}$/);
  await runCommand(page, "File: New Untitled Text File");
  await page.locator("iframe.webview.ready").waitFor({ state: "detached" });
  await runCommand(page, showReport);
  await report(page).locator("#loss details[open]").waitFor();
  await expect.poll(() => curve.getAttribute("aria-pressed")).toBe("false");
});

test.for([
  ["Default Light Modern", "vscode-light"],
  ["Default High Contrast", "vscode-high-contrast"],
  ["Default High Contrast Light", "vscode-high-contrast-light"],
  ["Default Dark Modern", "vscode-dark"],
] as const)("in the theme %s", async ([theme, kind], { open }) => {
  const { page } = await open({ earlier: reported, settings: { "workbench.colorTheme": theme } });
  await runCommand(page, showReport);
  await report(page).locator("#loss canvas").waitFor();
  await expect.poll(() => report(page).locator("body").getAttribute("data-vscode-theme-kind")).toBe(kind);
  await shot(page, theme.toLowerCase().replaceAll(" ", "-"));
});
