// The packaged extension, installed the normal way, in the real workbench.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workbench } from "../harness/workbench";
import {
  editorText,
  type Lighthouse,
  openLighthouse,
  quickPickRow,
  runCommand,
  screenshots,
  statusBar,
} from "./window";

const SENTENCE = "The keeper anna lights the ";
const SETTINGS = {
  "workspaceMlm.training.size": "tiny",
  "workspaceMlm.training.epochs": 30,
  "workspaceMlm.training.learningRate": 0.002,
  "workspaceMlm.training.batchSize": 8,
  "workspaceMlm.training.sequenceLength": 32,
  "workspaceMlm.corpus.exclude": ["notes.txt"], // what the tests type in
  "editor.lightbulb.enabled": "on",
};

let lighthouse: Lighthouse;
let workbench: Workbench;
let page: Page;
const takeShot = screenshots("ui");
const shot = (name: string) => takeShot(page, name);

beforeAll(async () => {
  lighthouse = await openLighthouse(SETTINGS);
  const notes = path.join(lighthouse.folder, "notes.txt");
  fs.writeFileSync(notes, "\n");
  workbench = await lighthouse.open(notes);
  page = workbench.page;
  await page.locator(".tab", { hasText: "notes.txt" }).waitFor();
});

afterAll(async () => {
  await shot("end").catch(() => {});
  await workbench?.browser.close();
  await lighthouse?.close();
});

/** Types on an empty last line, and waits for a row of the suggest list; asks again while the extension wakes up. */
async function typeAndSuggest(text: string, row: string | RegExp) {
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(text, { delay: 30 });
  const found = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: row });
  for (let attempt = 0; attempt < 20 && (await found.count()) === 0; attempt++) {
    await page.waitForTimeout(1_500);
    if ((await found.count()) === 0) await page.keyboard.press("Control+Space");
  }
  await found.first().waitFor();
  return found;
}

test("before any training the list has the bundled model's words or the offer to train", async () => {
  await typeAndSuggest(`${SENTENCE}[MASK]`, /Train MLM on Workspace|%/);
  await shot("1-offer");
  await page.keyboard.press("Escape");
  expect(await editorText(page)).toContain(`${SENTENCE}[MASK]`);
});

test("the training command says what it will read, asks once, and shows its progress", async () => {
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.waitFor();
  await shot("2-confirmation");
  expect(await dialog.textContent()).toMatch(/Files to read: \d+/);
  await dialog.locator(".monaco-button", { hasText: /^Train$/ }).click();
  await statusBar(page).filter({ hasText: /\d+ %/ }).waitFor();
  await shot("3-training");
});

test("a click on the status bar offers the actions, and pausing holds the run", async () => {
  await statusBar(page).click();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Pause Training" }).click();
  await statusBar(page).filter({ hasText: "paused" }).waitFor();
  await shot("4-paused");
  await runCommand(page, "Workspace MLM: Resume Training");
  await statusBar(page).filter({ hasText: "paused" }).waitFor({ state: "detached" });
});

test("the result is told", async () => {
  const message = page.locator(".notifications-toasts .notification-list-item-message", {
    hasText: "held-out words",
  });
  await message.waitFor({ timeout: 110_000 });
  await shot("5-result");
  await statusBar(page).waitFor({ state: "detached" });
});

/** The report's page, in the frame in a frame that the workbench gives to a webview. */
const report = () => page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");

async function setTheme(name: string): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  const input = page.locator(".quick-input-widget input.input");
  await expect.poll(() => input.inputValue()).toBe("");
  await input.fill(name);
  await quickPickRow(page, name).click();
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

test("the message's button opens the report, with the result and the curve", async () => {
  await page.locator(".notification-toast .monaco-button", { hasText: "Show Report" }).click();
  await report().locator("h1", { hasText: "Training Report" }).waitFor();
  expect(await report().locator(".lead").textContent()).toContain("The trained model is in use.");
  await report().locator("#result .better").first().waitFor();
  await report().locator("#loss canvas").waitFor();
  expect(await report().locator("#corpus").textContent()).toContain("Files6");
  await shot("6-report");
});

test("the keyboard reaches the curves, and the picture has a text twin", async () => {
  await report().locator("#loss button").first().focus();
  await page.keyboard.press("Space");
  await expect
    .poll(() => report().locator("#loss button").first().getAttribute("aria-pressed"))
    .toBe("false");
  await report().locator("#loss .plot").focus();
  await page.keyboard.press("End");
  await expect.poll(() => report().locator("#loss output").textContent()).toMatch(/^Step \d+ .*smoothed: \d/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const rows = report().locator("#loss tbody tr");
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  expect(await rows.first().textContent()).toMatch(/^0\d+\.\d{3}$/);
});

test("hidden and shown again it tells the same, and what was open is open", async () => {
  await runCommand(page, "File: New Untitled Text File");
  await page.locator("iframe.webview.ready").waitFor({ state: "detached" });
  await runCommand(page, "Workspace MLM: Show Training Report");
  await report().locator("#loss details[open]").waitFor();
  expect(await report().locator("#loss button").first().getAttribute("aria-pressed")).toBe("false");
  await report().locator("#loss button").first().click();
  await report().locator("#loss summary").click();
});

test.each(["Light Modern", "Dark High Contrast", "Light High Contrast", "Dark Modern"])(
  "in the theme %s",
  async (theme) => {
    await setTheme(theme);
    const canvas = report().locator("#loss canvas");
    await canvas.waitFor();
    await page.waitForTimeout(500);
    const name = theme.toLowerCase().replaceAll(" ", "-");
    await shot(`6-report-${name}`);
    const kind = await report().locator("body").getAttribute("data-vscode-theme-kind");
    expect(kind).toBe(
      {
        "Light Modern": "vscode-light",
        "Dark High Contrast": "vscode-high-contrast",
        "Light High Contrast": "vscode-high-contrast-light",
        "Dark Modern": "vscode-dark",
      }[theme],
    );
  },
);

test("a reload of the window brings the report back", async () => {
  const url = new URL(page.url());
  url.searchParams.set("payload", JSON.stringify([["skipWelcome", "true"]])); // a file to open would open alone
  await page.goto(url.href);
  await report().locator("#result .value").first().waitFor();
  expect(await report().locator("#samples li").count()).toBeGreaterThan(0);
  await report().locator("#samples").scrollIntoViewIfNeeded();
  await shot("6-report-samples");
  await page.locator(".tab", { hasText: "Training Report" }).click({ button: "middle" });
  await page.locator(".tab", { hasText: "notes.txt" }).click();
});

test("typing [MASK] opens the list of words with their probabilities, and Enter takes one", async () => {
  const rows = await typeAndSuggest(`${SENTENCE}[MASK]`, /%/);
  await shot("7-suggestions");
  const label = await rows.first().getAttribute("aria-label");
  const word = /^(\S+)/.exec(label!)![1]!.replace(/,$/, "");
  await page.keyboard.press("Enter");
  await expect.poll(() => editorText(page)).toContain(`${SENTENCE}${word}`);
});

test("the light bulb replaces [MASK], and one undo takes it back", async () => {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Boris lights the [MASK] of", { delay: 30 });
  await page.keyboard.press("Escape");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "Replace [MASK] with" });
  await action.first().waitFor();
  await shot("8-light-bulb");
  await action.first().click();
  await expect.poll(() => editorText(page)).not.toContain("Boris lights the [MASK]");
  await page.keyboard.press("Control+Z");
  await expect.poll(() => editorText(page)).toContain("Boris lights the [MASK]");
});
