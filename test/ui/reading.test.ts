// What the extension says of text that has no mask, by keyboard and mouse, with the model that comes with it.
import * as fs from "node:fs";
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Workbench } from "../harness/workbench";
import { runCommand, untilShown } from "../harness/workbenchControls";
import { pressChord, quickInputTitle, replaceText, rows } from "./controls";
import { editorText, type Lighthouse, openLighthouse, openNotes, screenshots } from "./window";

const SENTENCE = "The keeper lights the lamp of the harbour.";

let lighthouse: Lighthouse;
let workbench: Workbench;
let page: Page;
const takeShot = screenshots("reading");
const shot = (name: string) => takeShot(page, name);
const text = () => editorText(page);

beforeAll(async () => {
  lighthouse = await openLighthouse({});
  workbench = await openNotes(lighthouse);
  page = workbench.page;
});

beforeEach(async ({ task, onTestFailed }) => {
  onTestFailed(() => shot(`failed ${task.name}`.replace(/\W+/g, "-")));
  await page.keyboard.press("Escape");
});

afterAll(async () => {
  await workbench?.browser.close();
  await lighthouse?.close();
});

/** Leaves `content` as all that stands in the editor, with the cursor before it. */
async function write(content: string): Promise<void> {
  await replaceText(page, content);
  await page.keyboard.press("Control+Home");
}

/** Presses the keys until what they bring is there: as the window opens they are not known yet, and it may take the focus away. */
function pressUntil(key: string, brought: Locator): Promise<void> {
  return untilShown(brought, async () => {
    await page.keyboard.press("Escape"); // what has come meanwhile would take the keys as text
    await pressChord(page, key);
  });
}

test("the keys show other words for the one at the cursor, and Enter takes one", async () => {
  await write(SENTENCE);
  for (let i = 0; i < SENTENCE.indexOf("lamp"); i++) await page.keyboard.press("ArrowRight");
  await pressUntil("h", rows(page).filter({ hasText: "%" }).nth(3));
  await quickInputTitle(page, "Other words for 'lamp'").waitFor();
  await shot("1-other-words");
  const word = await rows(page).nth(1).locator(".label-name").textContent();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(text).toBe(SENTENCE.replace("lamp", word!));
});

test("the language status says which model fills, and a click manages models", async () => {
  await page.locator("[id='status.languageStatus']").click();
  const status = page.locator(".hover-language-status", { hasText: "MLM: the base model" });
  await status.waitFor();
  await shot("2-language-status");
  await status
    .getByRole("button", { name: "Manage Models" })
    .or(status.getByText("Manage Models"))
    .first()
    .click();
  await quickInputTitle(page, "Models of This Workspace").waitFor();
});

test("masks that are left in a file are marked", async () => {
  await write("The keeper [MASK] the lamp.\nIt is [mask] here, and rows[mask] is code.");
  const marks = page.locator(
    ".editor-instance .view-overlays [class*='ced-'], .editor-instance .cdr[class*='ced-']",
  );
  await expect.poll(() => marks.count()).toBeGreaterThan(1);
  await page.keyboard.press("Escape");
  await shot("3-masks");
});

test("unlikely words are marked, and the light bulb mends one", async () => {
  await write(
    "The keeper lights the lamp.\nThe ship comes into the harbour when the keeper lights the lmap.",
  );
  await runCommand(page, "Workspace MLM: Show Unlikely Words");
  await page.locator(".editor-instance .squiggly-hint").first().waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: "Change to 'lamp'" });
  await untilShown(fix, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
  });
  await shot("5-unlikely-words");
  await fix.click();
  await expect.poll(text).toMatch(/lights the lamp\.$/);
});

test("the rest of a word that the model is sure of stands in grey, and Tab takes it", async () => {
  const settings = path.join(lighthouse.folder, ".vscode/settings.json");
  fs.mkdirSync(path.dirname(settings));
  fs.writeFileSync(settings, JSON.stringify({ "workspaceMlm.nextWord.ghostText": true }));
  await write("The keeper lights the lamp of the harbour.\n");
  await page.keyboard.press("Control+End");
  const ghostText = page.locator(".editor-instance [class*='ghost-text-decoration']");
  const grey = ghostText.filter({ hasText: "mp" }); // and not the first word of the line
  const typed = async (): Promise<number> => {
    if ((await grey.count()) === 0) await page.keyboard.type("The keeper lights the la", { delay: 20 });
    await page.waitForTimeout(1_000);
    return grey.count();
  };
  await expect.poll(typed, { interval: 1_500 }).toBeGreaterThan(0);
  await shot("6-ghost-text");
  await page.keyboard.press("Tab");
  await expect.poll(text).toMatch(/the lamp$/);
  fs.rmSync(path.dirname(settings), { recursive: true });
});
