// The prediction process: what a person sees of its end.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { runCommand, untilShown } from "../harness/workbenchControls";
import { button, expectText, ourToasts, toast } from "./controls";
import { type Room, uiTest } from "./room";
import { screenshots } from "./window";

const shot = screenshots("ui-predictor");
const test = uiTest(shot);
const testWithLittlePatience = uiTest(shot, { environment: { WORKSPACE_MLM_PREDICTOR_IDLE_MS: "6000" } });

const NOTES = { files: { "notes.txt": "\n" }, file: "notes.txt" };

const words = (page: Page) => page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "%" });

/** Types a mask on a new last line, so that no earlier answer serves. */
async function writeMask(page: Page, text: string): Promise<void> {
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(`${text} [MASK]`, { delay: 30 });
}

const openList = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Space");
};

async function untilWords(page: Page, text: string): Promise<void> {
  await writeMask(page, text);
  await untilShown(words(page), () => openList(page));
  await page.keyboard.press("Escape");
}

/** The id of the process that is asked. */
async function asked({ page, processes }: Room, text: string): Promise<number> {
  await writeMask(page, text);
  const found = async (): Promise<number> => {
    if (processes("predictor").length === 0) await openList(page);
    return processes("predictor").length;
  };
  await expect.poll(found, { interval: 1_500 }).toBe(1);
  await page.keyboard.press("Escape");
  return processes("predictor")[0]!;
}

test("one that crashed too often is started again by the button of its message, and by the command", async ({
  open,
}) => {
  const room = await open(NOTES);
  const { page, processes } = room;
  for (const text of ["one", "two", "three"]) {
    const id = await asked(room, text);
    process.kill(id, "SIGKILL");
    await expect.poll(() => processes("predictor")).not.toContain(id); // the editor may have asked again by itself
  }
  const told = toast(page, "crashed several times and is not started by itself any more");
  await told.waitFor();
  await expectText(told).toContain('the command "Start Prediction Again" starts it');
  await shot(page, "gave-up");
  await button(told, "Start Prediction Again").click();
  await toast(page, "In use now: the base model.").waitFor();
  await untilWords(page, "four");
  await runCommand(page, "Workspace MLM: Start Prediction Again");
});

testWithLittlePatience("one that nobody asks ends, and comes back when it is asked", async ({ open }) => {
  const { page, processes } = await open(NOTES);
  await untilWords(page, "one");
  await expect.poll(() => processes("predictor")).toEqual([]);
  expect(await ourToasts(page).allTextContents()).toEqual([]);
  await untilWords(page, "two");
});
