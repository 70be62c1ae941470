// A window as it was when it opened.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { succeeds } from "../harness/workbenchControls";
import { dialogButton } from "./controls";

/** What one key does for `tidy`, one after the other: a key of ours, for a person needs none. */
export const TIDY_KEY = {
  key: "ctrl+alt+shift+f9",
  command: "runCommands",
  args: {
    commands: [
      "workbench.action.closeAllEditors",
      "workbench.action.editorLayoutSingle",
      "workbench.action.closePanel",
      "workbench.view.explorer",
      "resetGettingStartedProgress",
      "notifications.clearAll",
    ],
  },
};

const OPENED = [
  ".tab",
  ".notification-toast",
  ".monaco-dialog-box",
  ".quick-input-widget:visible",
  ".part.panel:visible",
  ".context-view .monaco-menu:visible",
].join(", ");

/** Closes whatever is open in the window, without saving, and lets it forget how far the walkthrough was. */
export async function tidy(page: Page): Promise<void> {
  const opened = page.locator(OPENED);
  const refuse = dialogButton(page, "Don't Save");
  const look = async (): Promise<number> => {
    if (await refuse.isVisible()) await refuse.click({ timeout: PRESS_MS }).catch(() => {});
    return opened.count();
  };
  for (const timeout of ATTEMPTS_MS) {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Alt+Shift+F9");
    const isTidy = expect.poll(look, { timeout, interval: 100 }).toBe(0);
    if (await succeeds(isTidy)) return;
  }
  throw new Error(`These stay open: ${await opened.allTextContents()}`);
}

const PRESS_MS = 2_000;
/** The longer ones are for a slow machine. */
const ATTEMPTS_MS = [4_000, 8_000, 16_000];
