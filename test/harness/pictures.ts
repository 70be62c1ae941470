// The pictures of the README beside the film, of the same window, in which the model has been trained.
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { report, runCommand, untilShown } from "./workbenchControls";

const SIZE = { width: 1000, height: 460 };
const REPORT_SIZE = { width: 1000, height: 860 };

/** Writes a line for each picture and asks about it; the report comes last, alone. */
export async function takePictures(page: Page, folder: string): Promise<void> {
  const take = async (name: string): Promise<void> => {
    await sharp(await page.screenshot())
      .png({ palette: true, colours: 128 })
      .toFile(path.join(folder, `${name}.png`));
  };
  await page.setViewportSize(SIZE);
  await writeLine(page, "Nobody paints in a gale, so we wait for the next [MASK] and then begin.");
  await goBack(page, " and then begin.".length + 2);
  await untilShown(actions(page, "Replace [MASK] with"), () => askForActions(page));
  await take("light-bulb");

  await writeLine(page, "At midnight the keeper puts the full page on the shelf and goes to bed.");
  await goBack(page, " and goes to bed.".length + 2);
  await runCommand(page, "Workspace MLM: Suggest Other Words");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "%" }).nth(3).waitFor();
  await take("other-words");

  await writeLine(page, "When the lamp is out for the third minute, the keeper rings the blel.");
  await runCommand(page, "Workspace MLM: Show Unlikely Words");
  await page.locator(".editor-instance .squiggly-hint").first().waitFor();
  await goBack(page, 3);
  await untilShown(actions(page, "Change to"), () => askForActions(page));
  await take("unlikely-words");

  await page.keyboard.press("Escape");
  await page.setViewportSize(REPORT_SIZE);
  await runCommand(page, "View: Close All Editors");
  await runCommand(page, "Workspace MLM: Show Training Report");
  await report(page).locator("#result .value").first().waitFor();
  await page.waitForTimeout(SETTLING_MS);
  await take("report");
}

const SETTLING_MS = 2_000;

/** Writes a paragraph at the end of the document. */
async function writeLine(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\n");
  await page.keyboard.type(text, { delay: 10 });
  await page.keyboard.press("Escape");
}

async function goBack(page: Page, letters: number): Promise<void> {
  for (let i = 0; i < letters; i++) await page.keyboard.press("ArrowLeft");
}

function actions(page: Page, text: string): Locator {
  return page.locator(".action-widget .monaco-list-row", { hasText: text }).first();
}

async function askForActions(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
}
