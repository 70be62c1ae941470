// Masks in an editor of the real workbench, with the packaged extension.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { untilShown } from "../harness/workbenchControls";
import { uiTest } from "./room";
import { editorText, screenshots } from "./window";

const shot = screenshots("ui");
const test = uiTest(shot);

const SENTENCE = "The keeper anna lights the ";
/** Another file for each test: what the editor still has to save of one is not in the way of the next. */
const blank = (file: string) => ({ files: { [file]: "\n" }, file });

/** Types on an empty last line, and waits for a row of the suggest list; asks again while the extension wakes up. */
async function typeAndSuggest(page: Page, text: string) {
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(text, { delay: 30 });
  const found = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "%" });
  await untilShown(found, () => page.keyboard.press("Control+Space"));
  return found;
}

test("typing [MASK] opens the list of words with their probabilities, and Enter takes one", async ({
  open,
}) => {
  const { page } = await open(blank("notes.txt"));
  const rows = await typeAndSuggest(page, `${SENTENCE}[MASK]`);
  await shot(page, "suggestions");
  const label = await rows.first().getAttribute("aria-label");
  const word = /^(\S+)/.exec(label!)![1]!.replace(/,$/, "");
  await page.keyboard.press("Enter");
  await expect.poll(() => editorText(page)).toContain(`${SENTENCE}${word}`);
});

test("the light bulb replaces [MASK], and one undo takes it back", async ({ open }) => {
  const { page } = await open(blank("letter.txt"));
  await typeAndSuggest(page, `${SENTENCE}[MASK]`);
  await page.keyboard.press("Escape");
  await page.keyboard.type(" of");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "Replace [MASK] with" });
  await action.first().waitFor();
  await shot(page, "light-bulb");
  await action.first().click();
  await expect.poll(() => editorText(page)).not.toContain("[MASK]");
  await page.keyboard.press("Control+Z");
  await expect.poll(() => editorText(page)).toContain(`${SENTENCE}[MASK]`);
});
