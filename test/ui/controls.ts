// What a person reads and presses in the workbench.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { runCommand } from "../harness/workbenchControls";
import { editorText } from "./window";

export const dialog = (page: Page): Locator => page.locator(".monaco-dialog-box");

export const dialogButton = (page: Page, name: string): Locator =>
  dialog(page).locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });

/** Looks until the element says what is expected: the workbench draws in its own time. */
export const expectText = (found: Locator) => expect.poll(() => found.textContent());

export const expectCount = (found: Locator) => expect.poll(() => found.count());

export const expectButtons = (within: Locator) =>
  expect.poll(() => within.locator(".monaco-button").allTextContents());

/** Sorted: their order is the system's. */
export const expectDialogButtons = (page: Page) =>
  expect.poll(async () => (await dialog(page).locator(".monaco-button").allTextContents()).sort());

export const rows = (page: Page): Locator => page.locator(".quick-input-list .monaco-list-row");

export const quickInput = (page: Page): Locator => page.locator(".quick-input-widget input.input");

export const quickInputTitle = (page: Page, text: string): Locator =>
  page.locator(".quick-input-title", { hasText: text });

/** Takes a folder in the open dialog, which does not hear its button while it reads what it shows. */
export async function takeFolder(page: Page, folder: string, buttonText: string): Promise<void> {
  const accept = page.locator(".quick-input-widget .monaco-button", { hasText: buttonText });
  await quickInput(page).fill(`${folder}/`);
  const isTaken = async (): Promise<boolean> => {
    await accept.click({ timeout: PRESS_MS }).catch(() => {});
    return accept.waitFor({ state: "hidden", timeout: PRESS_MS }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(isTaken).toBe(true);
}

const PRESS_MS = 3_000;

export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator(".notification-toast", { hasText: text });

/** The notifications of this extension, and not the workbench's own. */
export const ourToasts = (page: Page): Locator =>
  page.locator(".notification-toast .monaco-list-row[aria-label*='Workspace MLM']");

export const button = (within: Locator, name: string): Locator =>
  within.locator(".monaco-button", { hasText: new RegExp(`^${name}$`) });

/** Leaves `content` as all that stands in the editor, with the cursor behind it. */
export async function replaceText(page: Page, content: string): Promise<void> {
  await page.locator(".editor-instance .view-lines").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(content);
  await expect.poll(() => editorText(page)).toBe(content.replaceAll("\n", ""));
}

/** Presses Ctrl+K and then `key`, as soon as the first has been taken. */
export async function pressChord(page: Page, key: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".statusbar-item", { hasText: "Waiting for second key" }).waitFor();
  await page.keyboard.press(key);
}

/** Asks to train, which lets the command find its extension awake. */
export async function askToTrain(page: Page): Promise<void> {
  await runCommand(page, "Workspace MLM: Train MLM on Workspace");
  await dialog(page).waitFor();
}

/**
 * Waits until the workbench has written what holds `text` into the browser's storage, which it does every few seconds: what is
 * not there is lost with the window.
 */
export async function remembered(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.evaluate(FIND_IN_STORAGE(text))).toBe(true);
}

const FIND_IN_STORAGE = (text: string): string => `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await done(database.transaction(store).objectStore(store).getAll());
      if (values.some((value) => String(value).includes(${JSON.stringify(text)}))) return true;
    }
    database.close();
  }
  return false;
})()`;
